/// <reference lib="dom" />
import type { SocketLike } from "../../islands/lib/socket_link.ts";
import type { Wire } from "../../realtime/connection.ts";
import type { Attached } from "../../realtime/live_sockets.ts";
import type { Chance } from "./chance.ts";
import type { VirtualTime } from "./virtual_time.ts";

const OPEN = 1;
const CLOSED = 3;
/** What a browser reports when a connection breaks. */
const BROKEN = { code: 1006, reason: "" };

export interface SocketPairOptions {
  time: VirtualTime;
  chance: Chance;
  /** Of a frame: it is lost, and the connection with it. */
  frameCut(): number;
  /** Sees every frame that arrives at the client. */
  onFrame(text: string): void;
}

/** One WebSocket with a network in between: frames take time, keep their order, and are lost only with the connection. */
export class SocketPair {
  readonly #options: SocketPairOptions;
  readonly client: SocketLike;
  readonly wire: Wire;
  #server: Attached | null = null;
  #isCut = false;
  #isSilent = false;
  #clientOpen = true;
  #serverOpen = true;
  #upAt = 0;
  #downAt = 0;
  #unsent = 0;

  constructor(options: SocketPairOptions) {
    this.#options = options;
    this.client = {
      onmessage: null,
      onclose: null,
      send: (data) => this.#up(String(data)),
      close: () => this.#closeFromClient(),
    };
    const unsent = () => this.#unsent;
    const state = () => this.#serverOpen ? OPEN : CLOSED;
    this.wire = {
      get bufferedAmount() {
        return unsent();
      },
      get readyState() {
        return state();
      },
      send: (text) => this.#down(text),
      close: (code, reason) => this.#closeFromServer(code, reason),
    };
  }

  /** Whether the client's end still counts as open to itself. */
  get isOpen(): boolean {
    return this.#clientOpen && !this.#isCut;
  }

  /** Whether frames get through. */
  get isHealthy(): boolean {
    return this.#clientOpen && this.#serverOpen && !this.#isCut && !this.#isSilent;
  }

  attach(server: Attached): void {
    this.#server = server;
  }

  /** Breaks the connection; each side learns of it by itself. */
  cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    const { time, chance } = this.#options;
    time.set(() => this.#tellClient(BROKEN), chance.between(0, 300));
    time.set(() => this.#tellServer(), chance.between(0, 1_500));
  }

  /** Frames vanish from now on and nobody is told. */
  silence(): void {
    this.#isSilent = true;
  }

  /** A silent connection is found dead by both kernels. */
  breakSilence(): void {
    if (!this.#isSilent) return;
    this.cut();
    this.#options.time.set(() => this.#tellServer(), this.#latency());
  }

  /** The server's process is gone; its kernel says so. */
  serverDied(): void {
    this.#serverOpen = false;
    this.#server = null;
    this.#isCut = true;
    if (!this.#isSilent) this.#options.time.set(() => this.#tellClient(BROKEN), this.#latency());
  }

  /** The page is gone. */
  clientDied(): void {
    this.#clientOpen = false;
    this.client.onmessage = null;
    this.client.onclose = null;
    if (this.#isCut) return;
    this.#isCut = true;
    if (!this.#isSilent) this.#options.time.set(() => this.#tellServer(), this.#latency());
  }

  #up(text: string): void {
    if (!this.#clientOpen || this.#isCut || this.#isSilent) return;
    if (this.#breaks()) return;
    const { time } = this.#options;
    this.#upAt = Math.max(this.#upAt, time.now() + this.#latency());
    time.set(() => !this.#isCut && this.#server?.receive(text), this.#upAt - time.now());
  }

  #down(text: string): void {
    if (!this.#serverOpen) return;
    this.#unsent += this.#isSilent ? text.length : 0;
    if (this.#isCut || this.#isSilent || this.#breaks()) return;
    const { time } = this.#options;
    this.#downAt = Math.max(this.#downAt, time.now() + this.#latency());
    time.set(() => {
      if (this.#isCut || !this.#clientOpen) return;
      this.#options.onFrame(text);
      this.client.onmessage?.({ data: text } as MessageEvent);
    }, this.#downAt - time.now());
  }

  /** Frames that were on their way go down with it. */
  #breaks(): boolean {
    if (!this.#options.chance.happens(this.#options.frameCut())) return false;
    this.cut();
    return true;
  }

  #closeFromClient(): void {
    if (!this.#clientOpen) return;
    this.#clientOpen = false;
    if (this.#isCut || this.#isSilent) return;
    const { time } = this.#options;
    this.#upAt = Math.max(this.#upAt, time.now() + this.#latency());
    time.set(() => this.#tellServer(), this.#upAt - time.now());
  }

  #closeFromServer(code: number, reason: string): void {
    if (!this.#serverOpen) return;
    this.#serverOpen = false;
    if (this.#isCut || this.#isSilent) return;
    const { time } = this.#options;
    this.#downAt = Math.max(this.#downAt, time.now() + this.#latency());
    time.set(() => this.#tellClient({ code, reason }), this.#downAt - time.now());
  }

  #tellClient(closed: { code: number; reason: string }): void {
    if (!this.#clientOpen) return;
    this.#clientOpen = false;
    this.client.onclose?.(closed as CloseEvent);
  }

  #tellServer(): void {
    this.#serverOpen = false;
    const server = this.#server;
    this.#server = null;
    server?.closed();
  }

  #latency(): number {
    return this.#options.chance.between(2, 30);
  }
}
