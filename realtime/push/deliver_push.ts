import type { Clock, Timers } from "../ports/clock.ts";
import type { PushResult, PushTarget, VapidKeys } from "../ports/push.ts";
import { encryptMessage, newMessageSecrets } from "./message_encryption.ts";
import type { PushDoor } from "./push_door.ts";
import { vapidAuthorization } from "./vapid_token.ts";

/** How long a push service may take for one answer, in milliseconds. */
const ANSWER_MS = 5_000;
const TRIES_MAX = 4;
/** The first pause before another try, in milliseconds; each further one is twice as long. */
const PAUSE_MS = 1_000;
/** Messages are filled up to this many bytes, so that their length does not tell them apart. */
const PADDED_BYTES = 512;

export type Urgency = "high" | "normal";

/** One message for one browser. */
export interface Push {
  target: PushTarget;
  text: string;
  /** After this moment it is of no use to anybody; milliseconds since the epoch. */
  untilMs: number;
  urgency: Urgency;
  /** A later message of the same topic replaces one that still waits (RFC 8030 §5.4): at most 32 letters of base64url. */
  topic: string;
  /** Asked before every try. */
  isWanted?(): Promise<boolean>;
}

export interface DeliverDeps {
  keys: VapidKeys;
  door: PushDoor;
  /** What the operators of push services may ask at. */
  contact: string;
  clock: Clock;
  timers: Timers;
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** What one try has led to. */
type Answer = { kind: "done"; result: PushResult } | { kind: "again"; afterMs: number | undefined };

/**
 * Sends a message to a browser's push service (RFC 8030), as often as need be until it is of no use any more. Its answer's body
 * is never read and redirects are not followed. Resolves undefined where the message was not wanted any more; never rejects for
 * what a push service does.
 */
export async function deliverPush(
  deps: DeliverDeps,
  push: Push,
  stop: AbortSignal,
): Promise<PushResult | undefined> {
  for (let tries = 1; tries <= TRIES_MAX && !stop.aborted; tries++) {
    const left = push.untilMs - deps.clock.now();
    if (left <= 0 || await push.isWanted?.() === false) return undefined;
    const answer = await tryOnce(deps, push, Math.min(ANSWER_MS, left));
    if (answer.kind === "done") return answer.result;
    const pause = answer.afterMs ?? PAUSE_MS * 2 ** (tries - 1);
    if (tries === TRIES_MAX || deps.clock.now() + pause >= push.untilMs) return "failed";
    await wait(deps.timers, pause, stop);
  }
  return stop.aborted ? undefined : "failed";
}

async function tryOnce(deps: DeliverDeps, push: Push, withinMs: number): Promise<Answer> {
  const abort = new AbortController();
  const cancel = deps.timers.set(() => abort.abort(), withinMs);
  try {
    const { endpoint } = push.target;
    if (!await deps.door.isOpenTo(endpoint)) return { kind: "done", result: "gone" };
    const request = await requestOf(deps, push);
    const response = await deps.fetch(endpoint, { ...request, redirect: "manual", signal: abort.signal });
    await response.body?.cancel();
    return answerOf(response, deps.clock.now());
  } catch {
    // No way there, no name, or no answer in time.
    return { kind: "again", afterMs: undefined };
  } finally {
    cancel();
  }
}

async function requestOf(
  { keys, contact, clock }: DeliverDeps,
  { target, text, untilMs, urgency, topic }: Push,
) {
  const nowMs = clock.now();
  const bytes = new TextEncoder().encode(text);
  const [authorization, body] = await Promise.all([
    vapidAuthorization(await keys.current(), { endpoint: target.endpoint, contact, nowMs }),
    encryptMessage(target, bytes, await newMessageSecrets(), PADDED_BYTES),
  ]);
  const headers = {
    "Authorization": authorization,
    "Content-Encoding": "aes128gcm",
    "Content-Type": "application/octet-stream",
    "TTL": String(Math.max(0, Math.floor((untilMs - nowMs) / 1_000))),
    "Topic": topic,
    "Urgency": urgency,
  };
  return { method: "POST", headers, body };
}

function answerOf({ status, headers }: Response, nowMs: number): Answer {
  if (status >= 200 && status < 300) return { kind: "done", result: "accepted" };
  if (status === 404 || status === 410) return { kind: "done", result: "gone" };
  if (status === 429 || status >= 500) {
    return { kind: "again", afterMs: retryAfterMs(headers.get("Retry-After"), nowMs) };
  }
  // 413 and the like: the same message would be refused again.
  return { kind: "done", result: "failed" };
}

/** How long a `Retry-After` (RFC 9110 §10.2.3) asks to wait: seconds, or a date. */
export function retryAfterMs(text: string | null, nowMs: number): number | undefined {
  if (text === null) return undefined;
  if (/^\d{1,9}$/.test(text.trim())) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}

function wait(timers: Timers, ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timers.set(done, ms);
    stop.addEventListener("abort", done);
    function done() {
      cancel();
      stop.removeEventListener("abort", done);
      resolve();
    }
  });
}
