import type { ApiDoor } from "./api_door.ts";
import { framesIn, type WireFrame, type WireSync } from "./contract_shapes.ts";
import { jitteredBackoff, pause, within } from "./pauses.ts";

const HEARTBEAT_MS = 5_000;
/** A server that says nothing for so long, not even to heartbeats, is given up. */
const SILENCE_MS = 9_000;
const OPENING_MS = 8_000;
/** Abandoned sockets that the network keeps open are not waited for longer than this. */
const CLOSING_MS = 3_000;

/** Browsers can't send headers and their types say so; Deno can. */
const BearerSocket = WebSocket as unknown as new (
  url: string,
  options: { headers: Record<string, string> },
) => WebSocket;

export interface SocketOptions {
  origins: readonly string[];
  deviceId: string;
  door: ApiDoor;
  /** Signs in by single-use tickets instead of the bearer. */
  usesTickets: boolean;
  /** Index of the origin to begin with. */
  first: number;
  chance(): number;
  /** Aborted when the device is to leave. */
  leaving: AbortSignal;
}

export interface SocketListener {
  synced(sync: WireSync): void;
  frame(frame: WireFrame): void;
  /** The socket is gone; called once for each time that `synced` was. */
  down(): void;
  /** Something that the contract does not allow. */
  odd(what: string): void;
}

/** One device's socket: opened again for ever, at the next server each time, until the device leaves. */
export class DeviceSocket {
  /** Settles when the device has left and its sockets are closed. */
  readonly ended: Promise<void>;
  readonly #options: SocketOptions;
  readonly #listener: SocketListener;
  readonly #closings = new Set<Promise<unknown>>();
  #open: WebSocket | undefined;
  #giveUp: () => void = () => {};

  constructor(options: SocketOptions, listener: SocketListener) {
    this.#options = options;
    this.#listener = listener;
    this.ended = this.#run();
  }

  get isUp(): boolean {
    return this.#open !== undefined;
  }

  /** Sends one event if there is a socket that has its `sync`. */
  send(event: string, data: unknown, ref?: string): void {
    if (this.#open?.readyState === WebSocket.OPEN) this.#open.send(JSON.stringify({ event, data, ref }));
  }

  /** Gives the socket up, as one does that does not answer any more. */
  drop(): void {
    this.#giveUp();
  }

  async #run(): Promise<void> {
    const { origins, leaving, chance, first } = this.#options;
    let attempt = 0;
    for (let turn = first; !leaving.aborted; turn++) {
      const wasUp = await this.#visit(origins[turn % origins.length] ?? "");
      attempt = wasUp ? 1 : attempt + 1;
      await pause(jitteredBackoff(attempt, chance), leaving);
    }
    await within(Promise.all(this.#closings), CLOSING_MS);
  }

  /** One socket from opening to end; whether it came as far as its `sync`. */
  async #visit(origin: string): Promise<boolean> {
    const { leaving } = this.#options;
    const socket = await this.#connect(origin);
    if (!socket) return false;
    const closed = new Promise<void>((resolve) => socket.addEventListener("close", () => resolve()));
    this.#closings.add(closed);
    closed.then(() => this.#closings.delete(closed));
    const given = Promise.withResolvers<void>();
    this.#giveUp = given.resolve;
    const watch = new SocketWatch(socket, this.#listener, {
      up: () => this.#open = socket,
      silent: given.resolve,
    });
    leaving.addEventListener("abort", this.#giveUp);
    await Promise.race([closed, given.promise]);
    leaving.removeEventListener("abort", this.#giveUp);
    watch.stop();
    close(socket);
    if (this.#open !== socket) return false;
    this.#open = undefined;
    this.#listener.down();
    return true;
  }

  async #connect(origin: string): Promise<WebSocket | undefined> {
    const { door, usesTickets, leaving, deviceId } = this.#options;
    const url = `${origin.replace(/^http/, "ws")}/ws?device_id=${deviceId}`;
    try {
      if (!usesTickets) {
        const headers = { authorization: `Bearer ${await door.bearer(leaving)}` };
        return new BearerSocket(url, { headers });
      }
      const { body } = await door.ask("POST", "/api/realtime/ticket", leaving);
      return new WebSocket(url, ["carewire.1", `ticket.${body.ticket}`]);
    } catch (error) {
      if (!leaving.aborted) this.#listener.odd(`no way to a socket: ${error}`);
      return undefined;
    }
  }
}

/** Reads one socket: `hello`, `sync`, then everything else; says when it has gone silent. */
class SocketWatch {
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #listener: SocketListener;
  readonly #on: { up(): void; silent(): void };
  #stage: "opening" | "greeted" | "up" | "stopped" = "opening";
  #heardAt = Date.now();

  constructor(socket: WebSocket, listener: SocketListener, on: { up(): void; silent(): void }) {
    this.#listener = listener;
    this.#on = on;
    socket.onmessage = ({ data }) => this.#take(String(data));
    socket.onerror = () => {};
    socket.onclose = ({ code, reason }) => {
      if (code >= 4500 && this.#stage !== "stopped") listener.odd(`closed for good: ${code} ${reason}`);
    };
    let sentAt = Date.now();
    this.#timer = setInterval(() => {
      const silence = Date.now() - this.#heardAt;
      if (silence > (this.#stage === "up" ? SILENCE_MS : OPENING_MS)) on.silent();
      if (Date.now() - sentAt < HEARTBEAT_MS || socket.readyState !== WebSocket.OPEN) return;
      sentAt = Date.now();
      socket.send(JSON.stringify({ event: "heartbeat", data: {}, ref: "heartbeat" }));
    }, 500);
  }

  stop(): void {
    this.#stage = "stopped";
    clearInterval(this.#timer);
  }

  #take(text: string): void {
    this.#heardAt = Date.now();
    for (const frame of framesIn(text)) {
      if (this.#stage === "stopped") return;
      if (this.#stage === "up") this.#listener.frame(frame);
      else if (this.#stage === "opening" && frame.event === "hello") this.#stage = "greeted";
      else if (this.#stage === "greeted" && frame.event === "sync") {
        this.#stage = "up";
        this.#on.up();
        this.#listener.synced((frame as { data: unknown }).data as WireSync);
      } else this.#listener.odd(`"${frame.event}" came before sync`);
    }
  }
}

function close(socket: WebSocket): void {
  try {
    socket.close();
  } catch { /* it is closing already */ }
}
