import type { PresenceStatus } from "../realtime/core/fields.ts";
import type { Role } from "../realtime/core/identity.ts";
import { roles } from "./languages/en/roles.ts";
import { catalogue } from "./text.ts";

const t = catalogue("roles", roles);

/** Shades of presence that people are shown; the rest are told apart by programs only. */
export type PresenceWord = "online" | "away" | "busy" | "offline";

const WORDS: Record<PresenceStatus, PresenceWord> = {
  online: "online",
  away: "away",
  idle: "away",
  busy: "busy",
  do_not_disturb: "busy",
  offline: "offline",
};

/** A role as a word. */
export function roleText(role: Role): string {
  return t(role);
}

/** The shade of a status. */
export function presenceWord(status: PresenceStatus): PresenceWord {
  return WORDS[status];
}

/** A status as a word. */
export function presenceText(status: PresenceStatus): string {
  return t(WORDS[status]);
}
