import * as v from "valibot";
import type { Connection } from "./connection.ts";
import { clientEvents, isClientEvent } from "./core/client_events.ts";
import { CLOSE } from "./core/close_codes.ts";
import {
  clientFrame,
  FRAME_BYTES_MAX,
  FRAME_EVENTS_MAX,
  type Ref,
  type ReplyFrame,
  type SocketCode,
} from "./core/frame.ts";
import { type Outcome, type Refusal, refuse } from "./core/outcome.ts";
import { JSON_PROBLEM_TEXT, parseSafeJson } from "./core/safe_json.ts";
import { type Deps, type Handler, handlers } from "./handlers.ts";
import { RateLimit, SOCKET_RATE } from "./rate_limit.ts";
import type { RefusalNotes } from "./refusal_notes.ts";
import { socketError } from "./socket_error.ts";

/** Most events of one socket that wait for their turn. */
const WAITING_MAX = 256;

export interface SocketSessionDeps {
  use: Deps;
  refusalNotes: RefusalNotes;
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
  readonly #limit: RateLimit;
  #turn: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(deps: SocketSessionDeps, connection: Connection) {
    this.#deps = deps;
    this.#connection = connection;
    this.#limit = new RateLimit(SOCKET_RATE, connection.lastHeardAt);
  }

  /** Takes one frame; never throws. */
  receive(text: unknown): void {
    if (this.#connection.isClosed) return;
    this.#connection.lastHeardAt = this.#deps.use.call.clock.now();
    if (typeof text !== "string") return this.#connection.close(CLOSE.malformed);
    if (new TextEncoder().encode(text).length > FRAME_BYTES_MAX) return this.#connection.close(CLOSE.tooBig);
    const parsed = parseSafeJson(text);
    if (!parsed.ok && parsed.problem !== "bad_text") {
      return this.#refuseFrame(JSON_PROBLEM_TEXT[parsed.problem]);
    }
    const value: unknown = parsed.ok ? parsed.value : JSON.parse(text);
    const events: unknown[] = Array.isArray(value) ? value : [value];
    if (events.length > FRAME_EVENTS_MAX) {
      return this.#refuseFrame(`At most ${FRAME_EVENTS_MAX} events a frame.`);
    }
    for (const event of events) {
      if (this.#connection.isClosed) return;
      if (parsed.ok) this.#take(event);
      else this.#refuseEvent(event, JSON_PROBLEM_TEXT[parsed.problem]);
    }
  }

  /** Resolves when everything received so far has been handled. */
  async idle(): Promise<void> {
    await this.#turn;
  }

  #take(event: unknown): void {
    const frame = v.safeParse(clientFrame, event);
    if (!frame.success) return this.#refuseEvent(event, firstIssue(frame.issues));
    const { ref } = frame.output;
    if (!this.#limit.take(this.#connection.lastHeardAt) || this.#waiting >= WAITING_MAX) {
      if (this.#limit.isFlooding) return this.#connection.close(CLOSE.flooding);
      return this.#reply(ref, refuse("rate_limited", "Too many events at once."));
    }
    this.#waiting++;
    this.#turn = this.#turn.then(async () => {
      // Signed out or cut off meanwhile: what was still waiting is not done any more.
      if (!this.#connection.isClosed) this.#reply(ref, await this.#handle(frame.output), frame.output);
      this.#waiting--;
    });
  }

  async #handle({ event, data }: Frame): Promise<Outcome<unknown>> {
    if (!isClientEvent(event)) return refuse("bad_request", `There is no event "${event}".`);
    const parsed = v.safeParse(clientEvents[event], data);
    if (!parsed.success) return refuse("bad_request", firstIssue(parsed.issues));
    const handle = handlers[event] as Handler<typeof event>;
    const who = { ...this.#connection.who, connectionId: this.#connection.id };
    try {
      const outcome = await handle(this.#deps.use, who, parsed.output as never);
      if (!outcome.ok) await this.#deps.refusalNotes.note(who, event, outcome.code, [parsed.output]);
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
      : { event: "reply", ref, error: { code: socketCode(outcome.code), message: outcome.message } };
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
    this.#reply(asked.output.ref, refuse("bad_request", message));
  }

  #refuseFrame(message: string): void {
    this.#connection.close({ ...CLOSE.malformed, reason: message });
  }
}

/** A socket is signed in or not there, and takes no passwords, so these have no codes of their own on it. */
function socketCode(code: Refusal): SocketCode {
  return code === "unauthorized" || code === "wrong_password" ? "forbidden" : code;
}

function firstIssue(issues: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const [issue] = issues;
  // What was received is left out: it may be long, or a secret.
  const problem = issue.expected ? `expected ${issue.expected}` : issue.message;
  const path = v.getDotPath(issue);
  return path ? `${path}: ${problem}` : problem;
}
