import type { CallObject, MessageObject } from "../../../realtime/core/objects.ts";
import type { ServerData, ServerEvent } from "../../../realtime/core/server_events.ts";
import type { Page } from "../clients/page.ts";
import { Violation } from "../journal.ts";
import type { World } from "../world.ts";

type Frame = { [E in ServerEvent]: { event: E; data: ServerData<E> } }[ServerEvent];

/** What one connection has been told, by the name of the fact. */
type Told = Map<string, number>;

/** Looks at every event that reaches a page: it has to be theirs, and no older than what came before on this connection. */
export class FrameWatch {
  readonly #world: World;
  readonly #told = new Map<Page, Told>();
  /** Events that came. */
  count = 0;
  /** Messages that came, and those of them that had come before on the same connection. */
  messages = 0;
  repeated = 0;

  constructor(world: World) {
    this.#world = world;
  }

  arrived(page: Page, text: string): void {
    const parsed: Frame | Frame[] = JSON.parse(text);
    for (const frame of Array.isArray(parsed) ? parsed : [parsed]) this.#look(page, frame);
  }

  #look(page: Page, frame: Frame): void {
    this.count++;
    const me = page.device.who.userId;
    switch (frame.event) {
      case "hello":
        this.#told.set(page, new Map());
        return;
      case "sync":
        return this.#sync(page, frame.data);
      case "chat:message":
        this.#mine(page, this.#participants(frame.data.message.conversation_id).includes(me), frame);
        return this.#message(page, frame.data.message);
      case "chat:delivered":
      case "chat:read":
        this.#world.journal.note(
          `${page.device.label} gets ${frame.event} ${frame.data.seq} of ${frame.data.conversation_id} by user ${frame.data.user_id}`,
        );
        return this.#mine(page, this.#participants(frame.data.conversation_id).includes(me), frame);
      case "chat:typing":
        return this.#mine(page, this.#participants(frame.data.conversation_id).includes(me), frame);
      case "presence:update":
        this.#world.journal.note(
          `${page.device.label} sees user ${frame.data.presence.user_id} ${frame.data.presence.status} v${frame.data.presence.version}`,
        );
        return this.#mine(page, this.#knows(me, frame.data.presence.user_id), frame);
      case "user:online":
      case "user:offline":
        return this.#mine(page, this.#knows(me, frame.data.user_id), frame);
      case "webrtc:offer":
      case "webrtc:answer":
      case "webrtc:ice":
      case "webrtc:ack":
        return this.#mine(page, this.#holds(page, frame.data.call_id), frame);
      default:
        if (frame.event.startsWith("call:") && "call" in frame.data) this.#call(page, frame.data.call, frame);
    }
  }

  #sync(page: Page, { live_call, conversations, presence }: ServerData<"sync">): void {
    const me = page.device.who.userId;
    const isMine = (!live_call || isOf(live_call, me)) &&
      presence.every((one) => this.#knows(me, one.user_id)) &&
      conversations.every((one) => this.#participants(one.conversation_id).includes(me));
    for (const one of presence) {
      this.#world.journal.note(
        `${page.device.label} finds user ${one.user_id} ${one.status} v${one.version}`,
      );
    }
    this.#mine(page, isMine, { event: "sync" });
  }

  #message(page: Page, { conversation_id, seq, message_id }: MessageObject): void {
    this.#world.journal.note(`${page.device.label} gets ${message_id} #${seq} of ${conversation_id}`);
    this.messages++;
    if (this.#newer(page, message_id, seq) >= seq) this.repeated++;
  }

  #call(page: Page, call: CallObject, frame: { event: string }): void {
    this.#world.journal.note(`${page.device.label} gets ${frame.event} ${call.call_id} v${call.version}`);
    this.#mine(page, isOf(call, page.device.who.userId), frame);
    const before = this.#newer(page, call.call_id, call.version);
    const isRepeated = this.#newer(page, `${call.call_id} ${frame.event}`, call.version) >= call.version;
    if (before <= call.version && !isRepeated) return;
    throw new Violation(
      "told once",
      call.call_id,
      `${page.device.label} was told of version ${call.version} after ${before} by ${frame.event}`,
    );
  }

  /** The number that was told before of this fact; from now on it is the new one. */
  #newer(page: Page, name: string, number: number): number {
    const told = this.#told.get(page);
    const before = told?.get(name) ?? -1;
    told?.set(name, Math.max(before, number));
    return before;
  }

  #mine(page: Page, isMine: boolean, frame: { event: string }): void {
    if (isMine) return;
    const { label } = page.device;
    throw new Violation("nobody gets what is not theirs", label, `${label} got a foreign ${frame.event}`);
  }

  #participants(conversationId: string): number[] {
    return this.#world.database.tables.conversations.get(conversationId)?.participants ?? [];
  }

  #knows(me: number, other: number): boolean {
    return me === other || this.#world.acquaintances(me).has(other);
  }

  #holds(page: Page, callId: string): boolean {
    const { deviceId, userId } = page.device.who;
    const call = this.#world.database.tables.calls.get(callId);
    return call?.participants.some((one) => one.userId === userId && one.deviceId === deviceId) ?? false;
  }
}

function isOf(call: CallObject, userId: number): boolean {
  return call.caller_id === userId || call.callee_id === userId;
}
