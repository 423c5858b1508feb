/// <reference lib="dom" />
import type { CallType } from "../../realtime/core/call.ts";
import type { ClientEvent, ClientInput } from "../../realtime/core/client_events.ts";
import type { MessageType, PresenceStatus } from "../../realtime/core/fields.ts";
import type { CallObject, MessageObject } from "../../realtime/core/objects.ts";
import type { ReplyData } from "../../realtime/core/replies.ts";
import type { ServerData, ServerEvent } from "../../realtime/core/server_events.ts";
import { CommandQueue } from "./command_queue.ts";
import { Emitter, type Unsubscribe } from "./emitter.ts";
import { freshId } from "./fresh_id.ts";
import { browserHost, type Host } from "./host.ts";
import { KnownCalls } from "./known_calls.ts";
import { mayStartAnew, type SignalingState } from "./reconnect.ts";
import { HEARTBEAT_REF, ReconnectingSocket } from "./reconnecting_socket.ts";
import { type Incoming, isRecord, type ServerMessage } from "./server_frame.ts";
import { signalingCode } from "./signaling_error.ts";
import type { SignalingOptions } from "./signaling_options.ts";
import { followCall, followMessage } from "./sync_heads.ts";

/** All that a SignalingClient tells: every event of the server, its own state, its unanswered commands. */
export type SignalingEvents = { [E in ServerEvent]: ServerData<E> } & {
  state: SignalingState;
  unsent: number;
};

/** A message to send; `clientId` makes repetitions one message and is made up when left out. */
export interface OutgoingMessage {
  conversationId: string;
  body: string;
  /** "text" when left out. */
  messageType?: MessageType;
  /** Files that were uploaded before. */
  attachmentIds?: string[];
  callId?: string | null;
  clientId?: string;
}

/**
 * The page's one connection to the server: commands with replies, kept while offline and sent again once per
 * connection until they are answered, and the server's events. Every command may be repeated without harm.
 */
export class SignalingClient {
  readonly #host: Host;
  readonly #socket: ReconnectingSocket;
  readonly #commands: CommandQueue;
  readonly #emitter = new Emitter<SignalingEvents>();
  readonly #calls = new KnownCalls();
  readonly #keep: SignalingOptions["keep"];
  #userId: number | undefined;
  #clockOffsetMs = 0;
  #lastSync: ServerData<"sync"> | null = null;

  constructor(options: SignalingOptions = {}) {
    this.#host = options.host ?? browserHost;
    this.#keep = options.keep;
    this.#commands = new CommandQueue({
      host: this.#host,
      write: (event) => this.#socket.write(event),
      onSize: (size) => this.#emitter.emit("unsent", size),
    });
    this.#socket = new ReconnectingSocket(options, {
      onState: (state) => this.#onState(state),
      onHello: (hello) => this.#onHello(hello),
      onIncoming: (incoming) => this.#onIncoming(incoming),
    });
  }

  get state(): SignalingState {
    return this.#socket.state;
  }

  /** Commands that the server has not answered yet. */
  get unsent(): number {
    return this.#commands.size;
  }

  /**
   * The heads that the server told on this connection, its live call as it is by now, for those who come later; null
   * while the connection is not open.
   */
  get lastSync(): ServerData<"sync"> | null {
    return this.#lastSync;
  }

  /** Opens the connection. With `userId` it stops when the server finds somebody else signed in. */
  connect(userId?: number): void {
    this.#userId = userId;
    this.#socket.connect();
  }

  /** Ends for good; what is unanswered rejects with `closed`. */
  close(): void {
    this.#socket.close();
  }

  /** Opens a fresh connection at once, whatever stands. */
  reconnectNow(): void {
    if (this.state.name !== "idle") this.#socket.reconnectNow();
  }

  on<E extends keyof SignalingEvents>(
    event: E,
    handler: (detail: SignalingEvents[E]) => void,
  ): Unsubscribe {
    return this.#emitter.on(event, handler);
  }

  /** The server's clock in milliseconds since the epoch, as far as it is known. */
  serverNow(): number {
    return this.#host.now() + this.#clockOffsetMs;
  }

  /** Finds out within 2 s whether an open connection still lives, and renews it if not. */
  probe(): void {
    this.#socket.probe();
  }

  /** While this page is in a call, a dead connection is noticed sooner. */
  setInCall(on: boolean): void {
    this.#socket.inCall = on;
  }

  /** A command; resolves with its reply, rejects with a SignalingError. */
  request<E extends ClientEvent>(event: E, data: ClientInput<E>): Promise<ReplyData<E>> {
    const answer = this.#commands.request(event, data) as Promise<ReplyData<E>>;
    const forget = this.#keep?.(event, data);
    if (forget) answer.then(forget, (fault) => signalingCode(fault) === "closed" || forget());
    return answer;
  }

  /** Fire and forget: lost while the connection is not open. */
  send<E extends ClientEvent>(event: E, data: ClientInput<E>): void {
    this.#socket.write(JSON.stringify({ event, data }));
  }

  initiateCall(
    calleeId: number,
    appointmentId: number,
    callType: CallType,
  ): Promise<ReplyData<"initiate_call">> {
    const ids = { callee_id: calleeId, appointment_id: appointmentId };
    return this.request("initiate_call", { ...ids, call_type: callType, client_id: freshId() });
  }

  acceptCall(callId: string): Promise<ReplyData<"accept_call">> {
    return this.request("accept_call", { call_id: callId });
  }

  declineCall(callId: string, reason?: string): Promise<ReplyData<"decline_call">> {
    return this.request("decline_call", { call_id: callId, reason });
  }

  hangupCall(callId: string, reason?: string): Promise<ReplyData<"hangup_call">> {
    return this.request("hangup_call", { call_id: callId, reason });
  }

  /** Offers, answers and candidates are not kept here: ReliableSignals repeats them until the peer has them. */
  sendOffer(callId: string, offer: RTCSessionDescriptionInit, n?: number): void {
    this.send("webrtc:offer", { call_id: callId, offer: { type: "offer", sdp: offer.sdp ?? "" }, n });
  }

  sendAnswer(callId: string, answer: RTCSessionDescriptionInit, n?: number): void {
    this.send("webrtc:answer", { call_id: callId, answer: { type: "answer", sdp: answer.sdp ?? "" }, n });
  }

  sendIceCandidate(callId: string, candidate: RTCIceCandidateInit | null, n?: number): void {
    const named = candidate && { ...candidate, candidate: candidate.candidate ?? "" };
    this.send("webrtc:ice", { call_id: callId, candidate: named, n });
  }

  acknowledgeSignal(callId: string, n: number): void {
    this.send("webrtc:ack", { call_id: callId, n });
  }

  reportMedia(
    callId: string,
    receiving: { audio: boolean; video: boolean },
  ): Promise<ReplyData<"call:media">> {
    return this.request("call:media", { call_id: callId, receiving });
  }

  sendMessage(
    { conversationId, body, messageType, attachmentIds, callId, clientId }: OutgoingMessage,
  ): Promise<ReplyData<"chat:message">> {
    const ids = { conversation_id: conversationId, call_id: callId, client_id: clientId ?? freshId() };
    const what = { body, message_type: messageType, attachment_ids: attachmentIds };
    return this.request("chat:message", { ...ids, ...what });
  }

  sendTyping(conversationId: string): void {
    this.send("chat:typing", { conversation_id: conversationId });
  }

  markDelivered(messageId: string): Promise<ReplyData<"chat:delivered">> {
    return this.request("chat:delivered", { message_id: messageId });
  }

  markRead(messageId: string): Promise<ReplyData<"chat:read">> {
    return this.request("chat:read", { message_id: messageId });
  }

  updatePresence(status: PresenceStatus): Promise<ReplyData<"presence:update">> {
    return this.request("presence:update", { status });
  }

  #onState(state: SignalingState): void {
    if (state.name !== "open") this.#lastSync = null;
    if (state.name === "open") this.#commands.opened(this.#socket.serial);
    else if (isForGood(state)) this.#commands.rejectAll();
    else this.#commands.lost();
    this.#emitter.emit("state", state);
  }

  #onHello(hello: Record<string, unknown>): string | undefined {
    this.#setClock(hello);
    const user = isRecord(hello.user) ? hello.user.id : undefined;
    const expected = this.#userId === undefined || user === this.#userId;
    return expected ? undefined : "somebody else is signed in";
  }

  #onIncoming(incoming: Incoming): void {
    if (incoming.kind === "event") return this.#onEvent(incoming.message);
    const { reply } = incoming;
    const data = reply.ok && isRecord(reply.data) ? reply.data : {};
    if (reply.ref === HEARTBEAT_REF) return this.#setClock(data);
    this.#followCall(null, data);
    this.#commands.answered(reply);
  }

  /** False for what is older than what is known of a call. */
  #followCall(event: string | null, data: Record<string, unknown>): boolean {
    if (isRecord(data.call) && !this.#calls.take(data.call as CallObject)) return false;
    if (this.#lastSync) this.#lastSync = followCall(this.#lastSync, event, data);
    return true;
  }

  #onEvent({ event, data }: ServerMessage): void {
    if (!isRecord(data)) return;
    if (event === "sync") return this.#onSync(data as ServerData<"sync">);
    if (event === "chat:message" && this.#lastSync) {
      this.#lastSync = followMessage(this.#lastSync, data.message as MessageObject);
    }
    if (this.#followCall(event, data)) this.#emitter.emit(event as ServerEvent, data as never);
  }

  #onSync(heads: ServerData<"sync">): void {
    this.#lastSync = { ...heads, live_call: this.#calls.newest(heads.live_call) };
    this.#emitter.emit("sync", this.#lastSync);
  }

  #setClock({ server_time }: Record<string, unknown>): void {
    const at = Date.parse(String(server_time));
    if (Number.isFinite(at)) this.#clockOffsetMs = at - this.#host.now();
  }
}

function isForGood(state: SignalingState): boolean {
  return state.name === "idle" || (state.name === "stopped" && !mayStartAnew(state));
}
