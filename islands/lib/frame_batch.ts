import { FRAME_BYTES_MAX, FRAME_EVENTS_MAX } from "./wire_limits.ts";

const encoder = new TextEncoder();

/** Bytes of a text in UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/** Packs events, each already JSON, into as few frames as the protocol's limits allow, in their order. */
export function framesOf(events: readonly string[]): string[] {
  const frames: string[] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = byteLength(event) + 1; // Its comma, or one of the brackets.
    const full = batch.length === FRAME_EVENTS_MAX || bytes + size + 1 > FRAME_BYTES_MAX;
    if (batch.length > 0 && full) {
      frames.push(frameOf(batch));
      batch = [];
      bytes = 0;
    }
    batch.push(event);
    bytes += size;
  }
  if (batch.length > 0) frames.push(frameOf(batch));
  return frames;
}

function frameOf(batch: readonly string[]): string {
  return batch.length === 1 ? batch[0] ?? "" : `[${batch.join(",")}]`;
}
