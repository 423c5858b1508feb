import type { Role } from "./identity.ts";

/** How somebody stands to an object: one of its people, or not. */
export type Relation = "participant" | "stranger";

export type Action =
  | "appointment.make"
  | "appointment.read"
  | "appointment.change"
  | "appointment.invite"
  | "appointment.list_others"
  | "waiting.arrive"
  | "waiting.manage"
  | "call.place"
  | "call.join"
  | "call.read"
  | "rating.read_all"
  | "history.read_others"
  | "statistics.read_all"
  | "clinic.watch"
  | "audit.search"
  | "conversation.open"
  | "conversation.write"
  | "conversation.read"
  | "message.prescribe"
  | "presence.see"
  | "attachment.read"
  | "attachment.remove"
  | "device_check.make"
  | "device_check.read"
  | "device_check.read_report"
  | "user.choose"
  | "user.read"
  | "user.manage";

const PARTICIPANTS_ONLY: Record<Relation, readonly Role[]> = {
  participant: ["patient", "doctor", "admin"],
  stranger: [],
};

/** Who may do what: action → relation → roles. What is not listed is refused, and looks like absent. */
const RIGHTS: Record<Action, Record<Relation, readonly Role[]>> = {
  // A doctor for themselves; a doctor among its people is the doctor of an appointment.
  "appointment.make": { participant: ["doctor"], stranger: ["admin"] },
  "appointment.read": { participant: ["patient", "doctor", "admin"], stranger: ["admin"] },
  "appointment.change": { participant: ["doctor", "admin"], stranger: ["admin"] },
  "appointment.invite": { participant: ["doctor", "admin"], stranger: ["admin"] },
  "appointment.list_others": { participant: ["admin"], stranger: ["admin"] },
  "waiting.arrive": { participant: ["patient"], stranger: [] },
  "waiting.manage": { participant: ["doctor"], stranger: [] },
  "call.place": PARTICIPANTS_ONLY,
  "call.join": PARTICIPANTS_ONLY,
  "call.read": { participant: ["patient", "doctor", "admin"], stranger: ["admin"] },
  "rating.read_all": { participant: ["admin"], stranger: ["admin"] },
  "history.read_others": { participant: ["admin"], stranger: ["admin"] },
  "statistics.read_all": { participant: ["admin"], stranger: ["admin"] },
  "clinic.watch": { participant: ["admin"], stranger: ["admin"] },
  "audit.search": { participant: ["admin"], stranger: ["admin"] },
  "conversation.open": PARTICIPANTS_ONLY,
  "conversation.write": PARTICIPANTS_ONLY,
  "conversation.read": PARTICIPANTS_ONLY,
  "message.prescribe": { participant: ["doctor"], stranger: [] },
  "presence.see": { participant: ["patient", "doctor", "admin"], stranger: ["admin"] },
  // Nobody reads other people's files because of a role.
  "attachment.read": PARTICIPANTS_ONLY,
  "attachment.remove": PARTICIPANTS_ONLY,
  "device_check.make": PARTICIPANTS_ONLY,
  "device_check.read": { participant: ["patient", "doctor", "admin"], stranger: ["admin"] },
  // What somebody's devices are called is for those who help.
  "device_check.read_report": { participant: ["doctor", "admin"], stranger: ["admin"] },
  "user.choose": { participant: ["doctor", "admin"], stranger: ["doctor", "admin"] },
  "user.read": { participant: ["patient", "doctor", "admin"], stranger: ["admin"] },
  "user.manage": { participant: ["admin"], stranger: ["admin"] },
};

/** Whether a person of this role and relation may do this; the one place that says so. */
export function may(role: Role, action: Action, relation: Relation): boolean {
  return RIGHTS[action][relation].includes(role);
}
