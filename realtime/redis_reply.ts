import type { BeatAnswer } from "./bus_trust.ts";
import { Unavailable } from "./ports/unavailable.ts";

/** The items of a reply that is a list. */
export function listOf(reply: unknown): unknown[] {
  if (!Array.isArray(reply)) throw new Unavailable("Redis gave an answer that is no list");
  return reply;
}

/** The items of a reply that is a list of texts and numbers. */
export function textsOf(reply: unknown): string[] {
  return listOf(reply).map(String);
}

export interface BeatReply extends BeatAnswer {
  /** Redis did not know this instance. */
  isNew: boolean;
  /** How many notes of this instance it knows of. */
  notes: number;
}

/** Reads the reply of the script `beat`. */
export function beatReply(reply: unknown): BeatReply {
  const [isNew, notes, number, left, ...live] = textsOf(reply);
  const ages = new Map<string, number>();
  for (let at = 0; at + 1 < live.length; at += 2) ages.set(live[at] ?? "", Number(live[at + 1]));
  return { isNew: isNew === "1", notes: Number(notes), number: Number(number), left: Number(left), ages };
}
