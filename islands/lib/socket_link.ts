/// <reference lib="dom" />
import { framesOf } from "./frame_batch.ts";
import type { Host } from "./host.ts";
import type { Closed } from "./reconnect.ts";
import { type Incoming, readFrame } from "./server_frame.ts";

/** The part of a browser's WebSocket that is used; a test hands in its own. */
export type SocketLike =
  & Pick<WebSocket, "send" | "close">
  & {
    onmessage: ((event: MessageEvent) => void) | null;
    onclose: ((event: CloseEvent) => void) | null;
  };

/** A connection must have said `hello` within this time. */
const HELLO_DEADLINE_MS = 10_000;
/** What a connection that we drop ourselves is reported with (RFC 6455 §7.4.1, 1006: abnormal). */
const DROPPED = 1006;

export interface SocketLinkHandlers {
  onIncoming(incoming: Incoming): void;
  /** Called once, also when we drop the connection ourselves. */
  onClosed(closed: Closed): void;
}

/** One connection: reads frames, writes what was sent within one turn as one frame, and ends exactly once. */
export class SocketLink {
  readonly #socket: SocketLike;
  readonly #handlers: SocketLinkHandlers;
  readonly #cancelDeadline: () => void;
  #batch: string[] = [];
  #closed = false;

  constructor(socket: SocketLike, host: Host, handlers: SocketLinkHandlers) {
    this.#socket = socket;
    this.#handlers = handlers;
    this.#cancelDeadline = host.later(() => this.drop("no hello in time"), HELLO_DEADLINE_MS);
    socket.onmessage = (event) => this.#read(event.data);
    socket.onclose = (event) => this.#end({ code: event.code, reason: event.reason });
  }

  /** Sends one event, already JSON, together with all others of this turn. */
  write(event: string): void {
    if (this.#closed) return;
    if (this.#batch.push(event) === 1) queueMicrotask(() => this.#flush());
  }

  /** Gives the connection up without waiting: the closing handshake of a dead one takes a minute. */
  drop(reason: string): void {
    this.#end({ code: DROPPED, reason });
  }

  /** Says goodbye; nothing is reported afterwards. */
  close(): void {
    this.#flush();
    this.#release();
  }

  #read(data: unknown): void {
    if (typeof data !== "string") return;
    for (const incoming of readFrame(data)) {
      if (this.#closed) return;
      if (incoming.kind === "event" && incoming.message.event === "hello") this.#cancelDeadline();
      this.#handlers.onIncoming(incoming);
    }
  }

  #flush(): void {
    if (this.#closed) return;
    const batch = this.#batch;
    this.#batch = [];
    for (const frame of framesOf(batch)) this.#socket.send(frame);
  }

  #end(closed: Closed): void {
    if (this.#closed) return;
    this.#release();
    this.#handlers.onClosed(closed);
  }

  #release(): void {
    this.#closed = true;
    this.#cancelDeadline();
    this.#socket.onmessage = null;
    this.#socket.onclose = null;
    this.#socket.close();
  }
}
