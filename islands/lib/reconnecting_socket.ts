/// <reference lib="dom" />
import { CLOSE } from "../../realtime/core/close_codes.ts";
import { claimDeviceId } from "./device_id.ts";
import { CALL_PACE, CALM_DEADLINE_MS, Heartbeat } from "./heartbeat.ts";
import { browserHost, type Host } from "./host.ts";
import { watchPage } from "./page_watch.ts";
import { type Closed, mayStartAnew, type SignalingState, stateAfterClose } from "./reconnect.ts";
import { type Incoming, isRecord } from "./server_frame.ts";
import { type SignalingOptions, socketUrl, subprotocols } from "./signaling_options.ts";
import { SocketLink } from "./socket_link.ts";
import { HEARTBEAT_MS } from "./wire_limits.ts";

/** A connection that lasts this long was a good one: the count of attempts starts over. */
const STABLE_MS = 5_000;
/** An attempt this young is not made anew: one change of network tells itself by several events, in milliseconds. */
const YOUNG_ATTEMPT_MS = 1_000;
/** Ref of every heartbeat; they are never kept or sent again. */
export const HEARTBEAT_REF = "heartbeat";
const HEARTBEAT = JSON.stringify({ event: "heartbeat", data: {}, ref: HEARTBEAT_REF });

export interface ReconnectingSocketHandlers {
  onState(state: SignalingState): void;
  /** Looks at `hello` before the connection counts as open; the answer says why it must not be used. */
  onHello(hello: Record<string, unknown>): string | undefined;
  onIncoming(incoming: Incoming): void;
}

/**
 * A socket that is open from `hello` on, is knocked at, dropped when it falls silent and opened again with the
 * delays of SPEC.md. When the attempts are used up it stops, until the network or the reader comes back.
 */
export class ReconnectingSocket {
  readonly #options: SignalingOptions;
  readonly #host: Host;
  readonly #handlers: ReconnectingSocketHandlers;
  #state: SignalingState = { name: "idle" };
  #link: SocketLink | null = null;
  #heartbeat: Heartbeat | null = null;
  #calmPace = { everyMs: HEARTBEAT_MS, deadlineMs: CALM_DEADLINE_MS };
  #inCall = false;
  #attempt = 0;
  #serial = 0;
  #attemptedAt = 0;
  #deviceId: Promise<string> | null = null;
  #cancelTimer = () => {};
  #unwatch = () => {};

  constructor(options: SignalingOptions, handlers: ReconnectingSocketHandlers) {
    this.#options = options;
    this.#host = options.host ?? browserHost;
    this.#handlers = handlers;
  }

  get state(): SignalingState {
    return this.#state;
  }

  /** Number of the current connection; every new one has its own. */
  get serial(): number {
    return this.#serial;
  }

  /** Begins, or begins again after a stop; does nothing while it is already at it. */
  connect(): void {
    if (this.#state.name !== "idle" && this.#state.name !== "stopped") return;
    this.#unwatch();
    this.#unwatch = (this.#options.watchPage ?? watchPage)({
      onNetwork: () => this.#onNetwork(),
      onVisible: () => this.#onVisible(),
    });
    this.reconnectNow();
  }

  /** Replaces the connection, or the wait for one, by a fresh attempt; a client at rest stays so. */
  reconnectNow(): void {
    if (this.#state.name === "connecting") return;
    this.#attempt = 0;
    this.#open();
  }

  /** Sends an event, already JSON, if the connection is open. */
  write(event: string): void {
    if (this.#state.name === "open") this.#link?.write(event);
  }

  /** Finds out within 2 s whether an open connection still lives. */
  probe(): void {
    this.#heartbeat?.probe();
  }

  /** In a call a dead connection is noticed within 9 s instead of 35. */
  set inCall(on: boolean) {
    this.#inCall = on;
    if (this.#heartbeat) this.#heartbeat.pace = on ? CALL_PACE : this.#calmPace;
  }

  /** Ends for good, until connect(). */
  close(): void {
    this.#leave({ name: "idle" });
  }

  #leave(state: SignalingState): void {
    this.#unwatch();
    this.#unwatch = () => {};
    this.#release();
    this.#serial++;
    this.#set(state);
  }

  /** Whatever was open or being opened went over a network that is no more. */
  #onNetwork(): void {
    if (this.#state.name === "connecting") return this.#renewAttempt();
    if (this.#state.name !== "open") return this.#startAnew();
    this.#attempt = 0;
    this.#open();
  }

  #onVisible(): void {
    if (this.#state.name === "open") this.probe();
    else if (this.#state.name === "connecting") this.#renewAttempt();
    else this.#startAnew();
  }

  /** An attempt from before the device slept leads nowhere, and its deadline slept too. */
  #renewAttempt(): void {
    if (this.#host.now() - this.#attemptedAt < YOUNG_ATTEMPT_MS) return;
    this.#attempt = 0;
    this.#open();
  }

  #startAnew(): void {
    if (mayStartAnew(this.#state)) this.reconnectNow();
  }

  async #open(): Promise<void> {
    this.#release();
    const serial = ++this.#serial;
    this.#attemptedAt = this.#host.now();
    this.#set({ name: "connecting", attempt: this.#attempt });
    try {
      const [deviceId, ticket] = await Promise.all([this.#device(), this.#options.ticket?.()]);
      if (serial === this.#serial) this.#link = this.#connectTo(deviceId, ticket);
    } catch (fault) {
      if (serial === this.#serial) this.#onClosed({ code: 1006, reason: String(fault) });
    }
  }

  #device(): Promise<string> {
    const { deviceId } = this.#options;
    return this.#deviceId ??= deviceId === undefined ? claimDeviceId() : Promise.resolve(deviceId);
  }

  #connectTo(deviceId: string, ticket: string | undefined): SocketLink {
    const create = this.#options.createSocket ?? ((url, protocols) => new WebSocket(url, protocols));
    const url = socketUrl(this.#options.url, deviceId, globalThis.location?.href);
    return new SocketLink(create(url, subprotocols(ticket)), this.#host, {
      onIncoming: (incoming) => this.#onIncoming(incoming),
      onClosed: (closed) => this.#onClosed(closed),
    });
  }

  #onIncoming(incoming: Incoming): void {
    this.#heartbeat?.heard();
    const data = incoming.kind === "event" && incoming.message.event === "hello" && incoming.message.data;
    if (isRecord(data)) {
      const refusal = this.#handlers.onHello(data);
      if (refusal !== undefined) {
        return this.#leave({ name: "stopped", code: CLOSE.signedOut.code, reason: refusal });
      }
      this.#begin(Number(data.heartbeat_ms) || HEARTBEAT_MS);
    }
    this.#handlers.onIncoming(incoming);
  }

  #begin(everyMs: number): void {
    this.#calmPace = { everyMs, deadlineMs: CALM_DEADLINE_MS };
    this.#heartbeat?.stop();
    this.#heartbeat = new Heartbeat(
      this.#host,
      this.#inCall ? CALL_PACE : this.#calmPace,
      () => this.write(HEARTBEAT),
      () => this.#link?.drop("no answer to a heartbeat"),
    );
    this.#cancelTimer();
    this.#cancelTimer = this.#host.later(() => this.#attempt = 0, STABLE_MS);
    this.#set({ name: "open" });
  }

  #onClosed(closed: Closed): void {
    this.#release();
    const state = stateAfterClose(closed, this.#attempt, this.#host.now(), this.#host.chance());
    if (state.name === "waiting") {
      this.#attempt = state.attempt;
      this.#cancelTimer = this.#host.later(() => void this.#open(), state.retryAt - this.#host.now());
    }
    this.#set(state);
  }

  #release(): void {
    this.#cancelTimer();
    this.#heartbeat?.stop();
    this.#heartbeat = null;
    this.#link?.close();
    this.#link = null;
  }

  #set(state: SignalingState): void {
    this.#state = state;
    this.#handlers.onState(state);
  }
}
