/** The connection to a Carewire server. Types of `/static/signaling-client.js`. */

export type Unsubscribe = () => void;
/** ISO 8601 UTC with milliseconds. */
export type Time = string;
export type CallType = "video" | "voice";
export type CallStatus =
  | "initiated"
  | "ringing"
  | "accepted"
  | "connecting"
  | "connected"
  | "ended"
  | "failed"
  | "missed";
export type EndReason =
  | "user_hangup"
  | "callee_declined"
  | "missed"
  | "busy"
  | "network_error"
  | "timeout"
  | "connection_failed"
  | "cancelled"
  | "max_duration"
  | "erased";
export type PresenceStatus = "online" | "away" | "idle" | "busy" | "offline" | "do_not_disturb";
export type MessageType = "text" | "image" | "file" | "voice_note" | "prescription" | "report";

export interface UserObject {
  id: number;
  name: string;
  role: "patient" | "doctor" | "admin";
  /** Somebody without an account, who came to one appointment only; told where appointments are. */
  is_guest?: true;
}

export interface AppointmentObject {
  id: number;
  patient_id: number;
  doctor_id: number;
  starts_at: Time;
  ends_at: Time;
  status: "scheduled" | "cancelled" | "completed";
  /** What it is about; null also for those who may not know. */
  reason: string | null;
  /** Grows by one with every change. */
  version: number;
  patient: UserObject;
  doctor: UserObject;
  /** Who came by an invitation, the patient aside. */
  guests: UserObject[];
}

/** How one's own waiting for a visit stands. */
export interface WaitingObject {
  appointment_id: number;
  user_id: number;
  status: "absent" | "waiting" | "away" | "gone";
  gone_reason: "left" | "lost" | "admitted" | "not_come" | "closed" | null;
  /** How many other visits come before; null for whoever is not in the queue. */
  place: number | null;
  arrived_at: Time | null;
  /** The doctor needs until about then; may have passed. */
  postponed_until: Time | null;
  version: number;
}

export interface QueueEntryObject {
  appointment_id: number;
  user: UserObject;
  status: "waiting" | "away";
  arrived_at: Time;
  /** When a device of theirs was last known to be there; null while one is. */
  away_since: Time | null;
  postponed_until: Time | null;
  starts_at: Time;
  ends_at: Time;
}

/** Everybody who waits for one doctor, the next one first. */
export interface QueueObject {
  doctor_id: number;
  version: number;
  entries: QueueEntryObject[];
}

export interface CallObject {
  call_id: string;
  room_id: string;
  appointment_id: number;
  caller_id: number;
  callee_id: number;
  call_type: CallType;
  status: CallStatus;
  end_reason: EndReason | null;
  /** Grows by one with every change. */
  version: number;
  initiated_at: Time;
  ringing_at: Time | null;
  accepted_at: Time | null;
  connected_at: Time | null;
  ended_at: Time | null;
  /** Seconds of connected time. */
  duration: number;
  participants: {
    user_id: number;
    joined_at: Time | null;
    left_at: Time | null;
    media_attested_at: Time | null;
  }[];
}

export interface CallSummaryObject {
  call_id: string;
  duration: number;
  end_reason: EndReason | null;
  call_type: CallType;
  connected_at: Time | null;
  ended_at: Time | null;
}

export interface IceServerObject {
  urls: string | string[];
  username?: string;
  credential?: string;
}

/** A live call; `polite` and `ice_servers` only for a device of the call. */
export interface LiveCallObject extends CallObject {
  ring_until: Time;
  polite?: boolean;
  ice_servers?: IceServerObject[];
}

export interface MessageObject {
  message_id: string;
  conversation_id: string;
  /** Gap-free within the conversation. */
  seq: number;
  sender_id: number;
  body: string;
  message_type: MessageType;
  in_call: boolean;
  call_id: string | null;
  status: "sent" | "delivered" | "read";
  created_at: Time;
  delivered_at: Time | null;
  read_at: Time | null;
  attachment_ids: string[];
  receipts: { user_id: number; delivered_at: Time | null; read_at: Time | null }[];
  client_id?: string;
}

export interface ConversationObject {
  conversation_id: string;
  conversation_type: "direct" | "group";
  group_name: string | null;
  unread_count: number;
  last_seq: number;
  last_message_at: Time | null;
  participant_ids: number[];
  participants: UserObject[];
}

export interface PresenceObject {
  user_id: number;
  status: PresenceStatus;
  last_seen: Time | null;
  device_type: "web" | "mobile" | "desktop";
  /** Grows with every change; an older one than is known is no news. */
  version?: number;
  current_call_id?: string | null;
  current_appointment_id?: number | null;
}

export interface CandidateObject {
  candidate: string;
  sdpMid?: string | null;
  sdpMLineIndex?: number | null;
  usernameFragment?: string | null;
}

export interface CallFact {
  call: CallObject;
  reason?: EndReason;
}

interface Signal {
  call_id: string;
  from_user_id: number;
  n?: number;
}

interface Receipt {
  message_id: string;
  conversation_id: string;
  user_id: number;
  /** The message's place: everything up to it counts. */
  seq: number;
  at: Time;
}

/** `retryAt` is this computer's time in milliseconds. */
export type SignalingState =
  | { name: "idle" }
  | { name: "connecting"; attempt: number }
  | { name: "open" }
  | { name: "waiting"; attempt: number; retryAt: number }
  | { name: "stopped"; code: number; reason: string };

/** Every event of the server, and the client's own `state` and `unsent`. */
export interface SignalingEvents {
  hello: {
    protocol: 1;
    user: UserObject;
    device_id: string;
    session_id: string;
    heartbeat_ms: number;
    server_time: Time;
  };
  sync: {
    live_call: LiveCallObject | null;
    conversations: { conversation_id: string; last_seq: number; delivered_seq: number; read_seq: number }[];
    presence: PresenceObject[];
  };
  "call:ringing": {
    call: CallObject;
    ring_until: Time;
    ice_servers: IceServerObject[];
    caller: UserObject;
    callee: UserObject;
  };
  "call:accepted": CallFact & {
    answered_elsewhere?: boolean;
    polite?: boolean;
    ice_servers?: IceServerObject[];
  };
  "call:declined": CallFact;
  "call:busy": CallFact;
  "call:connected": CallFact;
  "call:ended": CallFact;
  "call:missed": CallFact;
  "call:error": { call_id: string; code: string; message: string };
  "webrtc:offer": Signal & { offer: { type: "offer"; sdp: string } };
  "webrtc:answer": Signal & { answer: { type: "answer"; sdp: string } };
  "webrtc:ice": Signal & { candidate: CandidateObject | null };
  "webrtc:ack": { call_id: string; from_user_id: number; n: number };
  "presence:update": { presence: PresenceObject };
  "appointment:update": { appointment: AppointmentObject };
  "waiting:update": { waiting: WaitingObject };
  "queue:update": { queue: QueueObject };
  "user:online": { user_id: number };
  "user:offline": { user_id: number; last_seen: Time | null };
  "chat:message": { message: MessageObject };
  "chat:delivered": Receipt;
  "chat:read": Receipt;
  "chat:typing": { conversation_id: string; user_id: number };
  "conversation:update": { conversation: ConversationObject };
  state: SignalingState;
  unsent: number;
}

/** What each command is answered with. */
export interface Replies {
  heartbeat: { server_time: Time };
  initiate_call: {
    call_id: string;
    room_id: string;
    status: CallStatus;
    ice_servers: IceServerObject[];
    ring_until: Time;
    call: CallObject;
  };
  accept_call: {
    call_id: string;
    status: CallStatus;
    call: CallObject;
    ice_servers: IceServerObject[];
    polite?: boolean;
  };
  decline_call: { call: CallObject };
  hangup_call: { call: CallObject; call_summary: CallSummaryObject };
  "webrtc:offer": Record<never, never>;
  "webrtc:answer": Record<never, never>;
  "webrtc:ice": Record<never, never>;
  "webrtc:ack": Record<never, never>;
  "call:media": { call: CallObject };
  "presence:update": { presence: PresenceObject };
  "chat:message": { message: MessageObject };
  "chat:typing": Record<never, never>;
  "chat:delivered": Record<never, never>;
  "chat:read": Record<never, never>;
}

/** The data of each command. */
export interface Commands {
  heartbeat: Record<never, never>;
  initiate_call: { callee_id: number; appointment_id: number; call_type: CallType; client_id?: string };
  accept_call: { call_id: string };
  decline_call: { call_id: string; reason?: string | null };
  hangup_call: { call_id: string; reason?: string | null };
  "webrtc:offer": { call_id: string; offer: { type: "offer"; sdp: string }; n?: number };
  "webrtc:answer": { call_id: string; answer: { type: "answer"; sdp: string }; n?: number };
  "webrtc:ice": { call_id: string; candidate: CandidateObject | null; n?: number };
  "webrtc:ack": { call_id: string; n: number };
  "call:media": { call_id: string; receiving: { audio: boolean; video: boolean } };
  "presence:update": {
    status: PresenceStatus;
    current_call_id?: string | null;
    current_appointment_id?: number | null;
  };
  "chat:message": {
    conversation_id: string;
    body?: string;
    message_type?: MessageType;
    call_id?: string | null;
    attachment_ids?: string[];
    client_id: string;
  };
  "chat:typing": { conversation_id: string };
  "chat:delivered": { message_id: string };
  "chat:read": { message_id: string };
}

export type SignalingErrorCode =
  | "bad_request"
  | "not_found"
  | "forbidden"
  | "conflict"
  | "busy"
  | "too_large"
  | "rate_limited"
  | "unavailable"
  | "closed"
  | "timeout";

/** What commands reject with: an Error whose `name` is "SignalingError". */
export interface SignalingError extends Error {
  readonly name: "SignalingError";
  readonly code: SignalingErrorCode;
}

/** The part of a WebSocket that is used. */
export type SocketLike =
  & Pick<WebSocket, "send" | "close">
  & {
    onmessage: ((event: MessageEvent) => void) | null;
    onclose: ((event: CloseEvent) => void) | null;
  };

/** Time, timers and chance. */
export interface Host {
  now(): number;
  later(run: () => void, ms: number): () => void;
  chance(): number;
}

export interface SignalingOptions {
  /** Address of the socket; `/ws` of this page's server by default. */
  url?: string | URL;
  /** A UUID that stays the same when this page connects again; one per tab by default. */
  deviceId?: string;
  /** Fetches a one-time ticket for pages without the server's cookie; asked before every connection. */
  ticket?: () => Promise<string>;
  createSocket?: (url: string, protocols: string[]) => SocketLike;
  host?: Host;
  /** Keeps a command beyond the life of the page; what it returns is called once the command is answered. */
  keep?: (event: keyof Commands, data: unknown) => (() => void) | undefined;
  watchPage?: (notices: { onNetwork(): void; onVisible(): void }) => Unsubscribe;
}

/**
 * Commands are kept while offline and sent again once per connection until they are answered; every one may be
 * repeated without harm. Reconnects by itself after 1, 2, 4, 8, 16 s with jitter, at most 10 times.
 */
export class SignalingClient {
  constructor(options?: SignalingOptions);
  get state(): SignalingState;
  /** Commands that the server has not answered yet. */
  get unsent(): number;
  /** The heads that the server told on this connection; null while it is not open. */
  get lastSync(): SignalingEvents["sync"] | null;
  /** Opens the connection. With `userId` it stops when the server finds somebody else signed in. */
  connect(userId?: number): void;
  /** Ends for good; what is unanswered rejects with `closed`. */
  close(): void;
  /** Opens a fresh connection at once. */
  reconnectNow(): void;
  /** Finds out within 2 s whether an open connection still lives, and renews it if not. */
  probe(): void;
  /** While this page is in a call, a dead connection is noticed sooner. */
  setInCall(on: boolean): void;
  on<E extends keyof SignalingEvents>(event: E, handler: (detail: SignalingEvents[E]) => void): Unsubscribe;
  /** The server's clock in milliseconds since the epoch. */
  serverNow(): number;
  /** A command; resolves with its reply, rejects with a SignalingError. */
  request<E extends keyof Commands>(event: E, data: Commands[E]): Promise<Replies[E]>;
  /** Fire and forget: lost while the connection is not open. */
  send<E extends keyof Commands>(event: E, data: Commands[E]): void;
  initiateCall(
    calleeId: number,
    appointmentId: number,
    callType: CallType,
  ): Promise<Replies["initiate_call"]>;
  acceptCall(callId: string): Promise<Replies["accept_call"]>;
  declineCall(callId: string, reason?: string): Promise<Replies["decline_call"]>;
  hangupCall(callId: string, reason?: string): Promise<Replies["hangup_call"]>;
  sendOffer(callId: string, offer: RTCSessionDescriptionInit, n?: number): void;
  sendAnswer(callId: string, answer: RTCSessionDescriptionInit, n?: number): void;
  sendIceCandidate(callId: string, candidate: RTCIceCandidateInit | null, n?: number): void;
  /** This device has the peer's message `n`. */
  acknowledgeSignal(callId: string, n: number): void;
  reportMedia(callId: string, receiving: { audio: boolean; video: boolean }): Promise<Replies["call:media"]>;
  sendMessage(message: {
    conversationId: string;
    body: string;
    /** "text" when left out. */
    messageType?: MessageType;
    /** Files that were uploaded before. */
    attachmentIds?: string[];
    callId?: string | null;
    clientId?: string;
  }): Promise<Replies["chat:message"]>;
  sendTyping(conversationId: string): void;
  markDelivered(messageId: string): Promise<Replies["chat:delivered"]>;
  markRead(messageId: string): Promise<Replies["chat:read"]>;
  updatePresence(status: PresenceStatus): Promise<Replies["presence:update"]>;
}
