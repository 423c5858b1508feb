import { isOver, type KnownCall } from "../support/visit_log.ts";
import type { ApiDoor } from "./api_door.ts";
import { CallDesk } from "./call_desk.ts";
import { CallSignals } from "./call_signals.ts";
import { CommandBox } from "./command_box.ts";
import type { WireCall, WireFrame, WireMessage, WirePresence, WireSync } from "./contract_shapes.ts";
import { ConversationViews } from "./conversation_views.ts";
import { DeviceSocket } from "./device_socket.ts";
import type { VisitRecorder } from "./visit_recorder.ts";

export interface DeviceOptions {
  userId: number;
  origins: readonly string[];
  /** Index of the origin to begin with. */
  first: number;
  door: ApiDoor;
  usesTickets: boolean;
  recorder: VisitRecorder;
  chance(): number;
  /** What is known of a call is newer now, or it rings here. */
  callChanged(device: Device, call: KnownCall): void;
}

/** One device of a person, as CONTRACT.md describes a client. */
export class Device {
  readonly id = crypto.randomUUID();
  readonly views: ConversationViews;
  readonly calls: CallDesk;
  readonly commands: CommandBox;
  /** What it last heard of each acquaintance. */
  readonly presence = new Map<number, string>();
  readonly #options: DeviceOptions;
  readonly #leaving = new AbortController();
  readonly #socket: DeviceSocket;
  readonly #signals = new Map<string, CallSignals>();
  #downAt = Date.now();
  #upAt = 0;

  constructor(options: DeviceOptions) {
    this.#options = options;
    const { recorder, door, userId, origins, first, usesTickets, chance } = options;
    const leaving = this.#leaving.signal;
    this.views = new ConversationViews({
      deviceId: this.id,
      door,
      recorder,
      leaving,
      upSince: () => this.isUp ? this.#upAt : undefined,
    });
    this.calls = new CallDesk({
      deviceId: this.id,
      userId,
      door,
      recorder,
      leaving,
      changed: (call) => this.#callChanged(call),
    });
    this.#socket = new DeviceSocket(
      { origins, deviceId: this.id, door, usesTickets, first, chance, leaving },
      {
        synced: (sync) => this.#synced(sync),
        frame: (frame) => this.#take(frame),
        down: () => this.#down(),
        odd: (what) => recorder.oddities.push(`${this.id}: ${what}`),
      },
    );
    this.commands = new CommandBox(this.#socket, leaving, (one) => recorder.commands.push(one));
  }

  /** Whether it has a socket and its `sync`. */
  get isUp(): boolean {
    return this.#socket.isUp;
  }

  get leaving(): AbortSignal {
    return this.#leaving.signal;
  }

  /** Sends an event that needs no answer. */
  say(event: string, data: unknown): void {
    this.#socket.send(event, data);
  }

  /** Takes part in a call: exchanges offers, answers and candidates until it is over. */
  signals(callId: string, peerId: number, isCaller: boolean): CallSignals {
    const send = (event: string, data: unknown) => this.say(event, data);
    const { recorder } = this.#options;
    const made = this.#signals.get(callId) ??
      new CallSignals({ callId, deviceId: this.id, peerId, isCaller, recorder, send });
    this.#signals.set(callId, made);
    return made;
  }

  /** Leaves for good; resolves when its sockets are closed. */
  async leave(): Promise<void> {
    this.#leaving.abort();
    for (const one of this.#signals.values()) one.stop();
    await this.#socket.ended;
    this.calls.down();
  }

  #synced(sync: WireSync): void {
    this.#upAt = Date.now();
    this.#options.recorder.outagesMs.push(Date.now() - this.#downAt);
    this.presence.clear();
    for (const one of sync.presence) this.#heardPresence(one);
    for (const { conversation_id } of sync.conversations) this.#arrived("conversation", conversation_id);
    this.views.synced(sync);
    this.calls.synced(sync);
    this.commands.resend();
    for (const one of this.#signals.values()) one.resend();
  }

  #down(): void {
    this.#downAt = Date.now();
    this.calls.down();
  }

  #take(frame: WireFrame): void {
    if ("ref" in frame) return this.commands.take(frame);
    const { event, data } = frame as { event: string; data: Record<string, unknown> };
    if (event === "chat:message") return this.#message(data.message as WireMessage);
    if (event.startsWith("webrtc:")) return this.#signal(event, data);
    if (event === "presence:update") return this.#heardPresence(data.presence as WirePresence);
    if (event === "call:error") return;
    if (event.startsWith("call:")) {
      const call = data.call as WireCall;
      this.#arrived("call", call.call_id);
      return this.calls.note(call, data.ring_until as string | undefined);
    }
    if (typeof data.conversation_id === "string") this.#arrived("conversation", data.conversation_id);
    else if (typeof data.user_id === "number") this.#arrived("presence", String(data.user_id));
  }

  #message(message: WireMessage): void {
    this.#arrived("conversation", message.conversation_id);
    this.views.pushed(message);
  }

  #signal(event: string, data: Record<string, unknown>): void {
    const callId = String(data.call_id);
    this.#arrived("call", callId);
    const call = this.calls.find(callId);
    const own = this.#signals.get(callId);
    if (own) own.take(event, data);
    else if (!call) {
      this.#options.recorder.oddities.push(`${this.id} got ${event} of a call that it does not know`);
    }
  }

  #heardPresence({ user_id, status }: WirePresence): void {
    this.#arrived("presence", String(user_id));
    this.presence.set(user_id, status);
  }

  #callChanged(call: KnownCall): void {
    if (isOver(call)) {
      this.#signals.get(call.callId)?.stop();
      this.#signals.delete(call.callId);
    }
    this.#options.callChanged(this, call);
  }

  #arrived(about: "conversation" | "call" | "presence", id: string): void {
    this.#options.recorder.arrived({ deviceId: this.id, about, id });
  }
}
