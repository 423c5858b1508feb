import { AttemptLimit } from "./attempt_limit.ts";
import type { Identity } from "./core/identity.ts";
import type { Refusal as RefusalCode } from "./core/outcome.ts";
import type { Clock } from "./ports/clock.ts";
import type { Refusals } from "./ports/refusals.ts";

/** Refusals of one session that are written down a minute; whoever tries more is known by then. */
export const NOTES_PER_MINUTE = 120;
const SESSIONS_MAX = 10_000;

/** Names of ids in requests and events, and what kind of object each names; the first that is there counts. */
const OBJECTS = [
  ["call_id", "call"],
  ["message_id", "message"],
  ["conversation_id", "conversation"],
  ["attachment_id", "attachment"],
  ["invitation_id", "invitation"],
  ["appointment_id", "appointment"],
  ["current_appointment_id", "appointment"],
  ["user_id", "user"],
  ["callee_id", "user"],
] as const;

/** What looks like absent to whoever asked, and is written down. */
const NOTED: readonly RefusalCode[] = ["not_found", "forbidden"];

/** Writes down who was refused what, on both doors. */
export class RefusalNotes {
  readonly #refusals: Refusals;
  readonly #limit: AttemptLimit;

  constructor(refusals: Refusals, clock: Clock) {
    this.#refusals = refusals;
    this.#limit = new AttemptLimit({
      attemptsMax: NOTES_PER_MINUTE,
      windowMs: 60_000,
      keysMax: SESSIONS_MAX,
    }, clock);
  }

  /** Notes an outcome if it is a refusal of rights; `named` are the places where the request names its object. */
  async note(
    who: Pick<Identity, "userId" | "sessionId">,
    action: string,
    code: RefusalCode,
    named: readonly unknown[],
    address?: string,
  ): Promise<void> {
    if (!NOTED.includes(code) || !this.#limit.take(who.sessionId).ok) return;
    await this.#refusals.record({
      actorId: who.userId,
      sessionId: who.sessionId,
      action,
      ...objectIn(named),
      address,
    });
  }
}

function objectIn(named: readonly unknown[]): { objectType: string; objectId: string | null } {
  for (const [field, objectType] of OBJECTS) {
    for (const place of named) {
      const id = (place as Record<string, unknown> | null | undefined)?.[field];
      if (typeof id === "string" || typeof id === "number") return { objectType, objectId: String(id) };
    }
  }
  return { objectType: "operation", objectId: null };
}
