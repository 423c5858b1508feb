import * as v from "valibot";
import type { Connection } from "./connection.ts";
import { clientEvents, isClientEvent } from "./core/client_events.ts";
import { CLOSE } from "./core/close_codes.ts";
import {
  clientFrame,
  FRAME_BYTES_MAX,
  FRAME_EVENTS_MAX,
  type Ref,
  type ReplyError,
  type ReplyFrame,
  type SocketCode,
} from "./core/frame.ts";
import { accept, type Outcome, type Refusal, refuse, type Refused } from "./core/outcome.ts";
import { type EventKind, KIND_OF, REALTIME_LIMITS, REALTIME_RATES } from "./core/realtime_limits.ts";
import { JSON_PROBLEM_TEXT, parseSafeJson } from "./core/safe_json.ts";
import { type Deps, type Handler, handlers, type Sender } from "./handlers.ts";
import type { RefusalNotes } from "./refusal_notes.ts";
import { socketError } from "./socket_error.ts";
import type { SocketRates } from "./socket_rates.ts";
import type { UserRates } from "./user_rates.ts";

/** UTF-8 needs at most so many bytes for one UTF-16 code unit. */
const BYTES_PER_UNIT_MAX = 3;
/** When to come again where too many events wait for their turn. */
const FULL_RETRY_MS = 1_000;

const encoder = new TextEncoder();

export interface SocketSessionDeps {
  use: Deps;
  refusalNotes: RefusalNotes;
  rates: UserRates;
  report(error: unknown): void;
}

type Frame = v.InferOutput<typeof clientFrame>;

/**
 * Reads what one client sends: every event is validated, handled in the order it came, and answered when it has a
 * `ref`. A refused event changes nothing and closes nothing; a flood or a frame of another protocol does.
 */
export class SocketSession {
  readonly #deps: SocketSessionDeps;
  readonly #connection: Connection;
  readonly #who: Sender;
  readonly #rates: SocketRates;
  readonly #waiting: Frame[] = [];
  #working: Promise<void> | undefined;

  constructor(deps: SocketSessionDeps, connection: Connection) {
    this.#deps = deps;
    this.#connection = connection;
    this.#who = { ...connection.who, connectionId: connection.id };
    this.#rates = deps.rates.openSocket(connection.who.userId);
  }

  /** Takes one frame; never throws. */
  receive(text: unknown): void {
    if (this.#connection.isClosed) return;
    this.#connection.lastHeardAt = this.#deps.use.call.clock.now();
    if (typeof text !== "string") return this.#connection.close(CLOSE.malformed);
    if (isTooLong(text)) return this.#connection.close(CLOSE.tooBig);
    const parsed = parseSafeJson(text);
    if (!parsed.ok && parsed.problem !== "bad_text") {
      return this.#refuseFrame(JSON_PROBLEM_TEXT[parsed.problem]);
    }
    const value: unknown = parsed.ok ? parsed.value : JSON.parse(text);
    const problem = parsed.ok ? undefined : JSON_PROBLEM_TEXT[parsed.problem];
    if (!Array.isArray(value)) return this.#take(value, problem);
    if (value.length > FRAME_EVENTS_MAX) {
      return this.#refuseFrame(`At most ${FRAME_EVENTS_MAX} events a frame.`);
    }
    for (const event of value) {
      if (this.#connection.isClosed) return;
      this.#take(event, problem);
    }
  }

  /** Resolves when everything received so far has been handled. */
  async idle(): Promise<void> {
    await this.#working;
  }

  /** The socket is given up. */
  close(): void {
    this.#waiting.length = 0;
    this.#rates.close();
  }

  /** Takes one event of a frame; `problem` is what is wrong with the frame. */
  #take(event: unknown, problem: string | undefined): void {
    const frame = v.safeParse(clientFrame, event);
    if (problem !== undefined || !frame.success) {
      return this.#refuseEvent(event, problem ?? firstIssue(frame.issues ?? []));
    }
    const late = this.#tooMany(kindOf(frame.output.event));
    if (late) return this.#answerLate(frame.output, late);
    this.#waiting.push(frame.output);
    this.#working ??= this.#work();
  }

  /** Takes an event from the rates; a refusal when there are too many. */
  #tooMany(kind: EventKind): Refused | undefined {
    const now = this.#connection.lastHeardAt;
    const isFull = this.#waiting.length >= REALTIME_LIMITS.waitingEvents.most;
    const waitMs = isFull ? FULL_RETRY_MS : this.#rates.take(kind, now);
    if (waitMs === 0) return undefined;
    if (this.#rates.refuse(now)) this.#connection.close(CLOSE.flooding);
    return refuse("rate_limited", "Too many events at once.", { retryAfterSeconds: waitMs / 1_000 });
  }

  #answerLate(frame: Frame, late: Refused): void {
    const isDropped = REALTIME_RATES[kindOf(frame.event)].beyond === "dropped";
    this.#reply(frame.ref, isDropped ? accept({}) : late, frame);
  }

  /** Handles what waits, one after the other. */
  async #work(): Promise<void> {
    for (let frame = this.#waiting.shift(); frame; frame = this.#waiting.shift()) {
      const outcome = await this.#handle(frame);
      this.#reply(frame.ref, outcome, frame);
    }
    this.#working = undefined;
  }

  async #handle({ event, data }: Frame): Promise<Outcome<unknown>> {
    if (!isClientEvent(event)) return refuse("bad_request", `There is no event "${event}".`);
    const parsed = v.safeParse(clientEvents[event], data);
    if (!parsed.success) return refuse("bad_request", firstIssue(parsed.issues));
    const handle = handlers[event] as Handler<typeof event>;
    try {
      const outcome = await handle(this.#deps.use, this.#who, parsed.output as never);
      if (!outcome.ok) await this.#deps.refusalNotes.note(this.#who, event, outcome.code, [parsed.output]);
      return outcome;
    } catch (error) {
      return socketError(error, this.#deps.report);
    }
  }

  #reply(ref: Ref | undefined, outcome: Outcome<unknown>, frame?: Frame): void {
    if (ref === undefined) {
      return outcome.ok ? undefined : this.#callError(outcome.code, outcome.message, frame);
    }
    const reply: ReplyFrame = outcome.ok
      ? { event: "reply", ref, data: outcome.value }
      : { event: "reply", ref, error: errorOf(outcome) };
    this.#connection.send(JSON.stringify(reply));
  }

  /** Without a `ref`, a refused event about a call is answered with `call:error`, so that it does not vanish. */
  #callError(code: string, message: string, frame: Frame | undefined): void {
    const about = v.safeParse(v.object({ call_id: v.pipe(v.string(), v.uuid()) }), frame?.data);
    if (!about.success) return;
    const data = { call_id: about.output.call_id, code, message };
    this.#connection.send(JSON.stringify({ event: "call:error", data }));
  }

  #refuseEvent(event: unknown, message: string): void {
    const asked = v.safeParse(v.object({ ref: clientFrame.entries.ref }), event);
    if (!asked.success || asked.output.ref === undefined) return this.#refuseFrame(message);
    this.#reply(asked.output.ref, this.#tooMany("unknown") ?? refuse("bad_request", message));
  }

  #refuseFrame(message: string): void {
    this.#connection.close({ ...CLOSE.malformed, reason: message });
  }
}

function isTooLong(text: string): boolean {
  if (text.length * BYTES_PER_UNIT_MAX <= FRAME_BYTES_MAX) return false;
  return text.length > FRAME_BYTES_MAX || encoder.encode(text).length > FRAME_BYTES_MAX;
}

function kindOf(event: string): EventKind {
  return isClientEvent(event) ? KIND_OF[event] : "unknown";
}

function errorOf({ code, message, retryAfterSeconds: seconds }: Refused): ReplyError {
  const error = { code: socketCode(code), message };
  return seconds === undefined ? error : { ...error, retry_after_ms: Math.ceil(seconds * 1_000) };
}

/** A socket is signed in or not there, and takes no passwords, so these have no codes of their own on it. */
function socketCode(code: Refusal): SocketCode {
  return code === "unauthorized" || code === "wrong_password" ? "forbidden" : code;
}

function firstIssue(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  if (!issue) return "This is no event.";
  // What was received is left out: it may be long, or a secret.
  const problem = issue.expected ? `expected ${issue.expected}` : issue.message;
  const path = v.getDotPath(issue);
  return path ? `${path}: ${problem}` : problem;
}
