/// <reference lib="dom" />
import type { SocketLike } from "../../../islands/lib/socket_link.ts";
import { type Call, isAnswered, isOver, peerOf } from "../../../realtime/core/call.ts";
import { callObjectOf, callSummaryOf, isoTime } from "../../../realtime/core/call_object.ts";
import { advance, type CallLimits, type Cause } from "../../../realtime/core/call_machine.ts";
import type { ServerEvent } from "../../../realtime/core/server_events.ts";

interface Sent {
  event: string;
  // Whatever the protocol allows; the page's own clients write it.
  // deno-lint-ignore no-explicit-any
  data: any;
  ref?: string;
}

interface Device {
  userId: number;
  deviceId: string;
  socket: PageSocket;
}

/** Client ends of sockets that lead to a PageServer in the same page. */
class PageSocket implements SocketLike {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readonly #take: (text: string) => void;
  readonly #left: () => void;

  constructor(take: (text: string) => void, left: () => void) {
    this.#take = take;
    this.#left = left;
  }

  send(data: unknown): void {
    this.#take(String(data));
  }

  close(): void {
    this.#left();
  }
}

const LIMITS: CallLimits = {
  ringMs: 60_000,
  connectMs: 30_000,
  mediaLeaseMs: 30_000,
  maxDurationMs: 3_600_000,
};

/** A server for one call between the users 1 and 2, inside the page, by the real call machine. */
export class PageServer {
  readonly limits = { ...LIMITS };
  call: Call | null = null;
  #devices: Device[] = [];
  #dead = false;

  /** A createSocket for the SignalingClient of this user and device. */
  door(userId: number, deviceId: string): () => SocketLike {
    return () => {
      const socket: PageSocket = new PageSocket(
        (text) => this.#read(device, text),
        () => this.#devices = this.#devices.filter((one) => one !== device),
      );
      const device = { userId, deviceId, socket };
      queueMicrotask(() => this.#dead ? hangUp(socket) : this.#welcome(device));
      return socket;
    };
  }

  /** Every socket breaks and none is opened, until revive(). The call stays in the database. */
  kill(): void {
    this.#dead = true;
    for (const { socket } of this.#devices.splice(0)) hangUp(socket);
  }

  revive(): void {
    this.#dead = false;
  }

  /** Moves the call as the sweep would. */
  apply(cause: Cause): boolean {
    const next = this.call && advance(this.call, cause, Date.now(), this.limits);
    if (!next) return false;
    this.call = next;
    return true;
  }

  #welcome(device: Device): void {
    this.#devices.push(device);
    const { userId, deviceId } = device;
    const user = { id: userId, name: `user ${userId}`, role: "patient" };
    const heartbeat = { heartbeat_ms: 25_000, server_time: isoTime(Date.now()) };
    tell(device, "hello", { protocol: 1, user, device_id: deviceId, session_id: "", ...heartbeat });
    const live = this.call && !isOver(this.call)
      ? { ...this.#facts(device), ...callObjectOf(this.call) }
      : null;
    tell(device, "sync", { live_call: live, conversations: [], presence: [] });
  }

  #facts({ userId, deviceId }: Device): object {
    const ring_until = isoTime((this.call?.initiatedAt ?? 0) + this.limits.ringMs);
    const place = this.call?.participants.find((one) => one.userId === userId);
    const held = place?.deviceId === deviceId || (place?.deviceId === null && !isAnswered(this.call as Call));
    return held ? { ring_until, polite: place?.polite, ice_servers: [] } : { ring_until };
  }

  #read(device: Device, text: string): void {
    const parsed: Sent | Sent[] = JSON.parse(text);
    for (const sent of [parsed].flat()) {
      const reply = this.#handle(device, sent);
      if (sent.ref !== undefined) send(device, { event: "reply", ref: sent.ref, ...reply });
    }
  }

  #handle(device: Device, { event, data }: Sent): object {
    if (event === "heartbeat") return { data: { server_time: isoTime(Date.now()) } };
    if (event === "initiate_call") return this.#place(device, data);
    if (event.startsWith("webrtc:")) return this.#relay(device, event, data);
    if (event === "accept_call") return this.#accept(device);
    if (event === "call:media") return this.#attest(device, data.receiving);
    if (event === "decline_call") return this.#end({ type: "declined", reason: "callee_declined" });
    const answered = this.call && isAnswered(this.call);
    return this.#end({ type: answered ? "hung_up" : "cancelled" });
  }

  #place(device: Device, data: { callee_id: number; call_type: "video" | "voice" }): object {
    const now = Date.now();
    const participant = (userId: number, deviceId: string | null) => ({
      ...{ userId, deviceId, polite: userId === 2, joinedAt: null, leftAt: null, mediaAttestedAt: null },
    });
    this.call = {
      ...{ callId: crypto.randomUUID(), roomId: "room", appointmentId: 1, callerId: device.userId },
      ...{
        calleeId: data.callee_id,
        callType: data.call_type,
        status: "ringing",
        endReason: null,
        version: 1,
      },
      ...{
        initiatedAt: now,
        ringingAt: now,
        acceptedAt: null,
        connectedAt: null,
        endedAt: null,
        duration: 0,
      },
      deadlineAt: now + this.limits.ringMs,
      participants: [participant(device.userId, device.deviceId), participant(data.callee_id, null)],
    };
    const facts = { call: callObjectOf(this.call), ...this.#facts(device), ice_servers: [] };
    for (const one of this.#devices) tell(one, "call:ringing", facts);
    return { data: { call_id: this.call.callId, room_id: "room", status: this.call.status, ...facts } };
  }

  #accept(device: Device): object {
    if (!this.apply({ type: "accepted", deviceId: device.deviceId }) || !this.call) return CONFLICT;
    const call = callObjectOf(this.call);
    for (const one of this.#devices) {
      const elsewhere = one.userId === device.userId && one !== device;
      tell(
        one,
        "call:accepted",
        elsewhere ? { call, answered_elsewhere: true } : { call, ...this.#facts(one) },
      );
    }
    return { data: { call_id: call.call_id, status: call.status, call, ...this.#facts(device) } };
  }

  #attest({ userId }: Device, receiving: { audio: boolean; video: boolean }): object {
    if (!this.call) return CONFLICT;
    const before = this.call.status;
    if (receiving.audio || receiving.video) this.apply({ type: "media_attested", userId });
    const call = callObjectOf(this.call);
    if (this.call.status !== before) this.#tellAll("call:connected", { call });
    return { data: { call } };
  }

  #end(cause: Cause): object {
    if (!this.apply(cause) || !this.call) return CONFLICT;
    const call = callObjectOf(this.call);
    const event = call.status === "missed"
      ? "call:missed"
      : call.accepted_at
      ? "call:ended"
      : "call:declined";
    this.#tellAll(event, { call, reason: call.end_reason });
    return { data: { call, call_summary: callSummaryOf(this.call) } };
  }

  #relay(device: Device, event: string, data: object): object {
    if (!this.call || !isAnswered(this.call)) return CONFLICT;
    if (event === "webrtc:offer") this.apply({ type: "negotiated" });
    const peer = peerOf(this.call, device.userId);
    for (const one of this.#devices) {
      if (one.deviceId === peer?.deviceId) {
        tell(one, event as ServerEvent, { ...data, from_user_id: device.userId });
      }
    }
    return { data: {} };
  }

  #tellAll(event: ServerEvent, data: object): void {
    for (const one of this.#devices) tell(one, event, data);
  }
}

const CONFLICT = { error: { code: "conflict", message: "The call's state refuses this." } };

function tell(device: Device, event: ServerEvent, data: object): void {
  send(device, { event, data });
}

function send({ socket }: Device, frame: object): void {
  queueMicrotask(() => socket.onmessage?.(new MessageEvent("message", { data: JSON.stringify(frame) })));
}

function hangUp(socket: PageSocket): void {
  queueMicrotask(() => socket.onclose?.(new CloseEvent("close", { code: 1006 })));
}
