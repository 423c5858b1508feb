/// <reference lib="dom" />
import type { SocketLike } from "../../islands/lib/socket_link.ts";

interface SentEvent {
  event: string;
  data: Record<string, unknown>;
  ref?: string;
}

/** The client's end of a socket whose other end is the test. */
export class FakeSocket implements SocketLike {
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  /** Every frame as it was sent. */
  readonly frames: string[] = [];
  closed = false;
  readonly url: string;
  readonly protocols: string[];

  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
  }

  send(data: unknown): void {
    this.frames.push(String(data));
  }

  close(): void {
    this.closed = true;
  }

  /** All events that were sent, whatever frames they came in. */
  get sent(): SentEvent[] {
    return this.frames.flatMap((frame) => JSON.parse(frame));
  }

  /** The events of one kind. */
  sentOf(event: string): SentEvent[] {
    return this.sent.filter((one) => one.event === event);
  }

  receive(frame: unknown): void {
    const data = typeof frame === "string" ? frame : JSON.stringify(frame);
    this.onmessage?.(new MessageEvent("message", { data }));
  }

  hello(userId = 7, serverTime = "2026-03-02T09:00:00.000Z"): void {
    const user = { id: userId, name: "Ada", role: "patient" };
    this.receive({ event: "hello", data: { user, heartbeat_ms: 25_000, server_time: serverTime } });
  }

  /** Answers the newest event of a kind. */
  reply(event: string, answer: { data: unknown } | { error: { code: string; message: string } }): void {
    const ref = this.sentOf(event).at(-1)?.ref;
    this.receive({ event: "reply", ref, ...answer });
  }

  breakOff(code = 1006, reason = ""): void {
    this.onclose?.({ code, reason } as CloseEvent);
  }
}
