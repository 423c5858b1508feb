/// <reference lib="dom" />
import type { WebRTCClient } from "../../../islands/lib/webrtc_client.ts";

/** What one side has received so far. */
export interface Heard {
  frames: number;
  audioEnergy: number;
  frameWidth: number;
}

const STEP_MS = 50;
const PATIENCE_MS = 15_000;

/** Adds up the receivers of a client. */
export async function heardBy(client: WebRTCClient): Promise<Heard> {
  const heard = { frames: 0, audioEnergy: 0, frameWidth: 0 };
  const report: Map<string, Partial<RTCInboundRtpStreamStats>> = new Map(await client.getStats() ?? []);
  for (const entry of report.values()) {
    if (entry.type !== "inbound-rtp") continue;
    heard.frames += entry.framesDecoded ?? 0;
    heard.audioEnergy += entry.totalAudioEnergy ?? 0;
    heard.frameWidth = Math.max(heard.frameWidth, entry.frameWidth ?? 0);
  }
  return heard;
}

/** Waits until `holds` does; throws with `what` otherwise. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!await holds()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain: ${what}`);
    await pause(STEP_MS);
  }
}

/** Waits until a client decodes new sound and new pictures, as far as they are expected. */
export async function untilHears(
  name: string,
  client: WebRTCClient,
  expected: { audio: boolean; video: boolean } = { audio: true, video: true },
): Promise<void> {
  let before = await heardBy(client);
  await until(`${name} hears ${JSON.stringify(expected)}`, async () => {
    const now = await heardBy(client);
    if (now.audioEnergy < before.audioEnergy || now.frames < before.frames) before = now; // A fresh connection.
    return (!expected.audio || now.audioEnergy > before.audioEnergy) &&
      (!expected.video || now.frames > before.frames);
  });
}

/** How many frames a client decodes in `ms`. */
export async function framesWithin(client: WebRTCClient, ms: number): Promise<number> {
  const before = await heardBy(client);
  await pause(ms);
  return (await heardBy(client)).frames - before.frames;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
