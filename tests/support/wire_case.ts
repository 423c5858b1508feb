import { type FrameBits, OPCODE } from "./raw_frame.ts";

/** What a case comes to; `dropped` is an end without a close frame, which a browser shows as 1006. */
export type WireEnd = "answered" | "dropped" | { closed: number } | { refused: string } | { pong: string };

/** What is sent, and what happens. */
export interface WireCase {
  name: string;
  send: FrameBits[];
  end: WireEnd;
  /** What RFC 6455 asks for, where the runtime does something else. */
  rfc?: string;
}

/** Asks for an answer, so that it shows whether the socket still works. */
export const ASKING = '{"event":"heartbeat","data":{},"ref":1}';

const { text, close, continuation } = OPCODE;
export const MISSING_CLOSE = "§7.1.7: a close frame with a code should come first.";

/** One whole text. */
export function whole(payload: string): FrameBits {
  return { opcode: text, payload };
}

/** The beginning of a text. */
export function first(payload: string, opcode: number = text): FrameBits {
  return { opcode, payload, fin: false };
}

/** What follows it; `fin` is its end. */
export function more(payload: string, fin = false): FrameBits {
  return { opcode: continuation, payload, fin };
}

/** A close frame. */
export function closing(payload: Uint8Array): FrameBits {
  return { opcode: close, payload };
}

/** A text in pieces of bytes, whatever letters they cut; the first one of `firstSize` bytes where that is given. */
export function inPieces(whole: string, count: number, firstSize?: number): FrameBits[] {
  const bytes = new TextEncoder().encode(whole);
  const size = firstSize ?? Math.ceil(bytes.length / count);
  return Array.from({ length: count }, (_, at) => ({
    opcode: at === 0 ? text : continuation,
    payload: bytes.subarray(at * size, at === count - 1 ? undefined : (at + 1) * size),
    fin: at === count - 1,
  }));
}

/** An event that asks for an answer, of so many bytes. */
export function padded(length: number): string {
  return ASKING.padEnd(length, " ");
}

/** An event with this in its data. */
export function withData(value: string): string {
  return `{"event":"heartbeat","data":{"x":${value}},"ref":1}`;
}

/** An event of so many levels, its own two included. */
export function nested(levels: number): string {
  return withData("[".repeat(levels - 2) + "]".repeat(levels - 2));
}
