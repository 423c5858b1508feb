import type { ClientEvent } from "./client_events.ts";
import type { CLOSE } from "./close_codes.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const KIBIBYTE = 1_024;

/** What happens beyond a limit: a close code, a refusal of that one event or request, a status of HTTP, or nothing. */
export type Beyond =
  | { close: keyof typeof CLOSE }
  | { refuse: "rate_limited" | "bad_request" }
  | { status: number }
  | "dropped";

/** One limit; `meaning` is what it is the most of, for the documents. */
export interface Limit {
  most: number;
  unit: "bytes" | "events" | "levels" | "ms" | "sockets" | "calls" | "candidates";
  beyond: Beyond;
  meaning: string;
}

/** Every limit of the socket that is a number; the documents are made from this table. */
export const REALTIME_LIMITS = {
  frameBytes: {
    most: 64 * KIBIBYTE,
    unit: "bytes",
    beyond: { close: "tooBig" },
    meaning: "One frame of a client, as UTF-8.",
  },
  frameEvents: {
    most: 100,
    unit: "events",
    beyond: { close: "malformed" },
    meaning: "Events in one frame.",
  },
  jsonDepth: {
    most: 16,
    unit: "levels",
    beyond: { close: "malformed" },
    meaning: "Arrays and objects within each other, the array of events included.",
  },
  waitingEvents: {
    most: 256,
    unit: "events",
    beyond: { refuse: "rate_limited" },
    meaning: "Events of one socket that wait for their turn.",
  },
  silence: {
    most: 60 * SECOND_MS,
    unit: "ms",
    beyond: { close: "silent" },
    meaning: "Time without a whole frame of the client; a heartbeat every 25 s keeps well away from it.",
  },
  unsentHints: {
    most: 256 * KIBIBYTE,
    unit: "bytes",
    beyond: "dropped",
    meaning: "What a slow reader has not read yet, before typing and presence are no longer sent to it.",
  },
  unsent: {
    most: 1_024 * KIBIBYTE,
    unit: "bytes",
    beyond: { close: "slow" },
    meaning: "What a slow reader has not read yet, whatever it is.",
  },
  socketsPerUser: {
    most: 20,
    unit: "sockets",
    beyond: { status: 429 },
    meaning: "Open sockets of one person on one instance.",
  },
  socketsPerAddress: {
    most: 500,
    unit: "sockets",
    beyond: { status: 429 },
    meaning: "Sockets of one network address on one instance, handshakes that are being decided included; " +
      "addresses of this machine itself don’t count.",
  },
  goingPerUser: {
    most: 200,
    unit: "sockets",
    beyond: { status: 429 },
    meaning: "Sockets of one person that the server has closed and whose connection has not gone yet.",
  },
  ringsPerPair: {
    most: 20,
    unit: "calls",
    beyond: { refuse: "rate_limited" },
    meaning:
      "Calls of one person to another in five minutes without an answer, since the last answered one. Over all instances; those that found somebody busy rang nowhere and don't count.",
  },
  ringsPerCaller: {
    most: 60,
    unit: "calls",
    beyond: { refuse: "rate_limited" },
    meaning: "The same to anybody.",
  },
  candidatesPerCall: {
    most: 2_000,
    unit: "candidates",
    beyond: { refuse: "rate_limited" },
    meaning: "ICE candidates of one device in one call; one that is sent again under its number counts once.",
  },
  descriptionBytesPerCall: {
    most: 4_096 * KIBIBYTE,
    unit: "bytes",
    beyond: { refuse: "rate_limited" },
    meaning: "Offers and answers of one device in one call, counted alike.",
  },
} as const satisfies Record<string, Limit>;

/** The time that `ringsPerPair` and `ringsPerCaller` look back. */
export const RINGS_WINDOW_MS = 5 * MINUTE_MS;

/** A token bucket: `burst` at once, and `perSecond` of them come back each second. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** How often one kind of event may come: over one socket, and from one person over all sockets and HTTP of an instance. */
export interface KindRate {
  socket: Rate;
  user: Rate;
  beyond: Beyond;
  meaning: string;
}

/**
 * Rates by kind of event. Each kind has its own bucket, so that none can use up what another needs; `everything` holds
 * more than any two of them together. What is refused takes nothing but from `refused`.
 */
export const REALTIME_RATES = {
  heartbeats: {
    socket: { burst: 20, perSecond: 2 },
    user: { burst: 60, perSecond: 10 },
    beyond: { refuse: "rate_limited" },
    meaning: "Signs of life.",
  },
  calls: {
    socket: { burst: 20, perSecond: 2 },
    user: { burst: 40, perSecond: 4 },
    beyond: { refuse: "rate_limited" },
    meaning: "Placing and answering calls.",
  },
  endings: {
    socket: { burst: 20, perSecond: 2 },
    user: { burst: 40, perSecond: 4 },
    beyond: { refuse: "rate_limited" },
    meaning: "Declining and hanging up, which no number of calls placed gets in the way of.",
  },
  descriptions: {
    socket: { burst: 30, perSecond: 5 },
    user: { burst: 60, perSecond: 10 },
    beyond: { refuse: "rate_limited" },
    meaning: "Offers and answers.",
  },
  candidates: {
    socket: { burst: 200, perSecond: 50 },
    user: { burst: 400, perSecond: 100 },
    beyond: { refuse: "rate_limited" },
    meaning:
      "ICE candidates; a call's start needs about 40 at once, and what is not acknowledged comes again.",
  },
  acknowledgements: {
    socket: { burst: 250, perSecond: 60 },
    user: { burst: 500, perSecond: 120 },
    beyond: { refuse: "rate_limited" },
    meaning: "Acknowledgements of signaling, one for each message of the peer.",
  },
  attestations: {
    socket: { burst: 20, perSecond: 2 },
    user: { burst: 40, perSecond: 4 },
    beyond: { refuse: "rate_limited" },
    meaning: "Attested media.",
  },
  presence: {
    socket: { burst: 20, perSecond: 2 },
    user: { burst: 40, perSecond: 4 },
    beyond: { refuse: "rate_limited" },
    meaning: "One's own status: the last one has to count, so none is dropped in silence.",
  },
  messages: {
    socket: { burst: 200, perSecond: 50 },
    user: { burst: 400, perSecond: 100 },
    beyond: { refuse: "rate_limited" },
    meaning: "Messages.",
  },
  typing: {
    socket: { burst: 40, perSecond: 10 },
    user: { burst: 80, perSecond: 20 },
    beyond: "dropped",
    meaning: "Signs of typing: hints, so those beyond are answered as if they had been told.",
  },
  receipts: {
    socket: { burst: 200, perSecond: 50 },
    user: { burst: 400, perSecond: 100 },
    beyond: { refuse: "rate_limited" },
    meaning: "Marks of delivery and reading.",
  },
  unknown: {
    socket: { burst: 20, perSecond: 2 },
    user: { burst: 40, perSecond: 4 },
    beyond: { refuse: "rate_limited" },
    meaning: "What is no event of this protocol.",
  },
  everything: {
    socket: { burst: 800, perSecond: 200 },
    user: { burst: 1_600, perSecond: 400 },
    beyond: { refuse: "rate_limited" },
    meaning: "All of them together.",
  },
  refused: {
    socket: { burst: 500, perSecond: 10 },
    user: { burst: 1_000, perSecond: 20 },
    beyond: { close: "flooding" },
    meaning: "What was refused or dropped for its rate.",
  },
} as const satisfies Record<string, KindRate>;

export type RateKind = keyof typeof REALTIME_RATES;
/** A kind that an event can be of. */
export type EventKind = Exclude<RateKind, "everything" | "refused">;
/** Rates to go by; a bench or a simulation may hand in others. */
export type RateTable = Readonly<Record<RateKind, Pick<KindRate, "socket" | "user">>>;

/** The kind of each event; one without a kind does not compile. */
export const KIND_OF: Readonly<Record<ClientEvent, EventKind>> = {
  heartbeat: "heartbeats",
  initiate_call: "calls",
  accept_call: "calls",
  decline_call: "endings",
  hangup_call: "endings",
  "webrtc:offer": "descriptions",
  "webrtc:answer": "descriptions",
  "webrtc:ice": "candidates",
  "webrtc:ack": "acknowledgements",
  "call:media": "attestations",
  "presence:update": "presence",
  "chat:message": "messages",
  "chat:typing": "typing",
  "chat:delivered": "receipts",
  "chat:read": "receipts",
};
