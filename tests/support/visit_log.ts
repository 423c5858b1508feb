/** What clients saw and did during a visit of many, and what the server has in the end: all that a checker needs. */
export interface VisitLog {
  people: LoggedPerson[];
  conversations: { conversationId: string; people: number[] }[];
  /** Who may see each other's presence although they share no conversation. */
  appointments: { people: number[] }[];
  /** In the order in which each device gave them away. */
  sent: SentMessage[];
  shown: ShownMessage[];
  /** Which things events were about, each once per device. */
  arrivals: Arrival[];
  rings: Ring[];
  answers: Answer[];
  /** How each device knew its calls in the end. */
  callsKnown: { deviceId: string; call: KnownCall }[];
  /** How each device knew its acquaintances in the end; only devices that were connected then. */
  presenceKnown: { deviceId: string; userId: number; status: string }[];
}

export interface LoggedPerson {
  userId: number;
  deviceIds: string[];
  /** Whether a device of theirs was connected in the end. */
  isHere: boolean;
}

/** One message as its sender wrote it; its body holds its number. */
export interface SentMessage {
  deviceId: string;
  conversationId: string;
  clientId: string;
  /** Counted by the device within the conversation. */
  n: number;
  body: string;
  /** What the acknowledgement said. */
  acknowledged?: { messageId: string; seq: number };
}

/** A message as a device put it into its view of a conversation, in that order. */
export interface ShownMessage {
  deviceId: string;
  conversationId: string;
  messageId: string;
  seq: number;
  body: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** Since when the device had been connected then; undefined when it was not. */
  upSince?: number | undefined;
}

export interface Arrival {
  deviceId: string;
  about: "conversation" | "call" | "presence";
  /** A conversation's id, a call's id or a user's. */
  id: string;
}

/** A device that rang. */
export interface Ring {
  deviceId: string;
  callId: string;
  from: number;
  ringUntil: number;
  /** When it fell silent, and why; undefined while it rings. */
  stopped?: { at: number; why: "told" | "ring_until" | "offline" };
}

/** What a device that accepted was told. */
export interface Answer {
  deviceId: string;
  callId: string;
  won: boolean;
}

/** A call as far as it is checked; times in milliseconds since the epoch. */
export interface KnownCall {
  callId: string;
  callerId: number;
  calleeId: number;
  status: string;
  endReason: string | null;
  version: number;
  initiatedAt: number;
  acceptedAt: number | null;
  connectedAt: number | null;
  endedAt: number | null;
}

/** What the server answered when everything had come to rest. */
export interface FinalRead {
  /** Milliseconds since the epoch. */
  at: number;
  messages: StoredMessage[];
  calls: KnownCall[];
  presence: { readerId: number; userId: number; status: string }[];
}

export interface StoredMessage {
  conversationId: string;
  messageId: string;
  seq: number;
  senderId: number;
  body: string;
  /** Milliseconds since the epoch. */
  createdAt: number;
}

/** What a checker found: a rule that was broken, and by what. */
export interface Violation {
  rule: string;
  what: string;
}

/** How late things may be, in milliseconds. */
export interface VisitBounds {
  ringMs: number;
  connectMs: number;
  /** A deadline is met this late at most: takeover after a crash, outages of everything included. */
  deadlineLateMs: number;
  /** A ringing device that stays connected is told of an answer within this time. */
  toldLateMs: number;
  /** Two calls of one person may overlap by this: a call's start is noted before it is decided. */
  overlapMs: number;
}

const OVER = new Set(["ended", "failed", "missed"]);

/** Whether a call can't change any more. */
export function isOver(call: Pick<KnownCall, "status">): boolean {
  return OVER.has(call.status);
}
