/// <reference lib="dom" />
import { signal } from "@preact/signals";
import { SignalingClient } from "../../../islands/lib/signaling_client.ts";
import type { SocketLike } from "../../../islands/lib/socket_link.ts";
import { ChatModel } from "../../../islands/models/chat_model.ts";
import type { RingModel } from "../../../islands/models/ring_model.ts";
import type { ConversationObject, MessageObject } from "../../../realtime/core/objects.ts";
import type { SocketPair } from "../socket_pair.ts";
import type { World } from "../world.ts";
import { CallSeat } from "./call_seat.ts";
import { connectChat } from "./connect_chat.ts";
import type { Device } from "./device.ts";
import { PresenceView } from "./presence_view.ts";
import { ring } from "./ring.ts";

/** Wait before a page that could not be rendered is asked for again, in milliseconds. */
const LOAD_AGAIN_MS = 700;
/** Messages that a page is rendered with. */
const RENDERED_MAX = 30;

/** One life of a page, from its rendering to its reload, put together of the browser's own parts. */
export class Page {
  readonly device: Device;
  readonly signaling: SignalingClient;
  readonly chats = new Map<string, ChatModel>();
  readonly attentive = signal(false);
  readonly presence: PresenceView;
  readonly seat: CallSeat;
  readonly number: number;
  bell: RingModel | null = null;
  readonly #world: World;
  #isAlive = true;
  #isLoaded = false;
  #pair: SocketPair | null = null;
  #connectedAt = Infinity;
  #onNetwork = () => {};

  constructor(world: World, device: Device) {
    this.#world = world;
    this.device = device;
    this.number = world.nextPage();
    const options = {
      url: "wss://clinic.example/ws",
      deviceId: device.who.deviceId,
      host: this.host,
      createSocket: () => this.#dial(),
      watchPage: ({ onNetwork }: { onNetwork(): void }) => {
        this.#onNetwork = onNetwork;
        return () => {};
      },
    };
    this.signaling = new SignalingClient(options);
    this.presence = new PresenceView(this.signaling);
    this.seat = new CallSeat(world, this);
    this.signaling.on("sync", () => this.#connected(world.time.now()));
    this.signaling.on("state", ({ name }) => name === "open" || this.#connected(Infinity));
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Whether its models are there. */
  get isLoaded(): boolean {
    return this.#isLoaded && this.#isAlive;
  }

  get isConnected(): boolean {
    return this.isLoaded && this.signaling.state.name === "open" && this.signaling.lastSync !== null;
  }

  /** Since when it has been connected; Infinity while it is not, whether it knows or not. */
  get connectedAt(): number {
    return this.#pair?.isHealthy ? this.#connectedAt : Infinity;
  }

  get timers() {
    return {
      set: (run: () => void, ms: number) => this.#world.time.set(() => this.#isAlive && run(), ms),
    };
  }

  get host() {
    const { time } = this.#world;
    return {
      now: () => Math.round(time.now() + this.#world.pageClockError),
      later: (run: () => void, ms: number) => time.set(() => this.#isAlive && run(), ms),
      chance: () => this.#world.chances.clients.next(),
    };
  }

  /** Asks a server for the page until one renders it. */
  load(): void {
    this.#render().then((facts) => {
      if (this.#isAlive) this.#begin(facts);
    }).catch((error) => {
      this.#world.noteIfBug(error);
      this.timers.set(() => this.load(), LOAD_AGAIN_MS);
    });
  }

  /** The page is left or reloaded: nothing of it runs any more, and its socket goes with it. */
  kill(): void {
    this.#isAlive = false;
    this.device.browser.ended(this);
    this.seat.kill();
    this.#pair?.clientDied();
  }

  cut(): void {
    this.#pair?.cut();
  }

  silence(): void {
    this.#pair?.silence();
  }

  lostNetwork(): void {
    this.#pair?.silence();
  }

  foundNetwork(): void {
    if (this.isLoaded) this.#onNetwork();
  }

  /** Writes a message; false when the page takes none. */
  write(conversationId: string, body: string): boolean {
    const chat = this.chats.get(conversationId);
    if (!this.isLoaded || !chat) return false;
    chat.write(body);
    if (!chat.submit()) return false;
    this.device.written.push({ conversationId, body });
    return true;
  }

  #connected(at: number): void {
    this.#connectedAt = at;
  }

  async #render(): Promise<{ conversation: ConversationObject; messages: MessageObject[] }[]> {
    const { device } = this;
    return await Promise.all(
      this.#world.conversationsOf(device.who.userId).map(async (id) => {
        const conversation = await this.#world.requests.conversation(device, id);
        const messages = await this.#world.requests.messages(device, id, {
          kind: "page",
          request: { page: 1, perPage: RENDERED_MAX },
        });
        return { conversation, messages };
      }),
    );
  }

  #begin(facts: { conversation: ConversationObject; messages: MessageObject[] }[]): void {
    const { who } = this.device;
    this.#isLoaded = true;
    for (const { conversation, messages } of facts) {
      const me = { id: who.userId, name: who.name, role: who.role };
      // A message may have come between the two readings, which the real page makes in one.
      const rendered = messages.filter((one) => one.seq <= conversation.last_seq);
      const model = new ChatModel({ me, conversation, messages: rendered, callId: null, fileBytesMax: 1 });
      this.chats.set(conversation.conversation_id, model);
      connectChat(this.#world, this, model);
    }
    ring(this.#world, this);
    this.signaling.connect(who.userId);
  }

  #dial(): SocketLike {
    this.#pair = this.#world.dial(this);
    if (!this.#isAlive) this.#pair.clientDied();
    return this.#pair.client;
  }
}
