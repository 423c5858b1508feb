import type { ClientEvent } from "../../realtime/core/client_events.ts";
import { retryDelay } from "./command_rules.ts";
import { byteLength } from "./frame_batch.ts";
import type { Host } from "./host.ts";
import { type Command, Outbox } from "./outbox.ts";
import type { Reply } from "./server_frame.ts";
import { SignalingError, type SignalingErrorCode } from "./signaling_error.ts";
import { FRAME_BYTES_MAX } from "./wire_limits.ts";

/** Room for the event's name and ref around the data of one command. */
const ENVELOPE_BYTES_MAX = 256;

export interface CommandQueueTools {
  host: Host;
  /** Sends one event, already JSON, on the open connection. */
  write(event: string): void;
  onSize(size: number): void;
}

/** Commands on their way: written once per connection, tried again when the server says "later", settled once. */
export class CommandQueue {
  readonly #tools: CommandQueueTools;
  readonly #outbox = new Outbox();
  /** Number of the open connection; 0 while there is none. */
  #connection = 0;
  #cancelTimer = () => {};

  constructor(tools: CommandQueueTools) {
    this.#tools = tools;
  }

  get size(): number {
    return this.#outbox.size;
  }

  /** Resolves with the reply's data; rejects with a SignalingError. */
  request(event: ClientEvent, data: unknown): Promise<unknown> {
    if (byteLength(JSON.stringify(data)) > FRAME_BYTES_MAX - ENVELOPE_BYTES_MAX) {
      return Promise.reject(new SignalingError("too_large", "This is too large to be sent."));
    }
    return new Promise((resolve, reject) => {
      this.#outbox.add(event, data, this.#tools.host.now(), { resolve, reject });
      this.#changed();
    });
  }

  /** A connection is open: everything unanswered goes out on it. */
  opened(connection: number): void {
    this.#connection = connection;
    this.#pump();
  }

  /** There is no connection; what comes now waits. */
  lost(): void {
    this.#connection = 0;
    this.#pump();
  }

  answered(reply: Reply): void {
    const command = this.#outbox.take(String(reply.ref));
    if (!command) return;
    if (reply.ok) command.resolve(reply.data);
    else this.#refused(command, reply);
    this.#changed();
  }

  /** Nothing will be sent any more. */
  rejectAll(): void {
    this.#connection = 0;
    reject(this.#outbox.takeAll(), "closed", "The connection is closed.");
    this.#changed();
  }

  #refused(command: Command, reply: Extract<Reply, { ok: false }>): void {
    const { host } = this.#tools;
    const delay = retryDelay(reply.code, command.tries + 1, host.chance());
    if (delay === undefined) reject([command], reply.code, reply.message);
    else this.#outbox.postpone(command, host.now() + delay);
  }

  #changed(): void {
    this.#tools.onSize(this.size);
    this.#pump();
  }

  /** Sends what is due, gives up what has expired, and comes back when the next of either is due. */
  #pump(): void {
    const { host, write } = this.#tools;
    const now = host.now();
    const expired = this.#outbox.takeExpired(now);
    if (this.#connection) {
      for (const { event, data, ref } of this.#outbox.due(this.#connection, now)) {
        write(JSON.stringify({ event, data, ref }));
      }
    }
    this.#cancelTimer();
    const wait = this.#outbox.nextMoment(this.#connection) - now;
    if (wait < Infinity) this.#cancelTimer = host.later(() => this.#pump(), Math.max(wait, 1));
    if (expired.length === 0) return;
    reject(expired, "timeout", "The server could not be reached in time.");
    this.#tools.onSize(this.size);
  }
}

function reject(commands: readonly Command[], code: SignalingErrorCode, message: string): void {
  for (const command of commands) command.reject(new SignalingError(code, message));
}
