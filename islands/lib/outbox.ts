import type { ClientEvent } from "../../realtime/core/client_events.ts";
import { expiryOf } from "./command_rules.ts";

/** A command that the server has not answered yet. */
export interface Command {
  readonly ref: string;
  readonly event: ClientEvent;
  readonly data: unknown;
  readonly expiresAt: number;
  /** How often the server has refused it for the moment. */
  tries: number;
  /** Not to be sent before this moment. */
  notBefore: number;
  /** The connection on which it was sent last; 0 for none. */
  sentOn: number;
  resolve(data: unknown): void;
  reject(fault: Error): void;
}

/** Commands in the order they were given, kept until they are answered. */
export class Outbox {
  readonly #commands = new Map<string, Command>();
  #lastRef = 0;

  get size(): number {
    return this.#commands.size;
  }

  /** Keeps a new command and gives it a ref of its own. */
  add(
    event: ClientEvent,
    data: unknown,
    now: number,
    settle: Pick<Command, "resolve" | "reject">,
  ): Command {
    const ref = String(++this.#lastRef);
    const expiresAt = expiryOf(event, now);
    const command: Command = { ref, event, data, expiresAt, tries: 0, notBefore: 0, sentOn: 0, ...settle };
    this.#commands.set(ref, command);
    return command;
  }

  /**
   * The commands to send now on this connection; each is handed out once per connection. One that waits holds
   * back the later ones of its kind, so that messages keep their order.
   */
  due(connection: number, now: number): Command[] {
    const waiting = new Set<ClientEvent>();
    const due = [...this.#commands.values()].filter((one) => {
      if (one.notBefore > now) waiting.add(one.event);
      return one.sentOn !== connection && !waiting.has(one.event);
    });
    for (const one of due) one.sentOn = connection;
    return due;
  }

  /** Takes out the command with this ref; undefined when it was answered before. */
  take(ref: string): Command | undefined {
    const command = this.#commands.get(ref);
    this.#commands.delete(ref);
    return command;
  }

  /** Puts a command back at its place, to be sent again from `notBefore` on. */
  postpone(command: Command, notBefore: number): void {
    const all = [...this.#commands.values(), { ...command, tries: command.tries + 1, notBefore, sentOn: 0 }];
    this.#commands.clear();
    for (const one of all.sort((a, b) => Number(a.ref) - Number(b.ref))) this.#commands.set(one.ref, one);
  }

  /** Takes out the commands that are no longer worth doing. */
  takeExpired(now: number): Command[] {
    return this.#takeAll((one) => one.expiresAt <= now);
  }

  /** Takes out all. */
  takeAll(): Command[] {
    return this.#takeAll(() => true);
  }

  /** The next moment at which something becomes due on this connection (0: none) or expires; Infinity for never. */
  nextMoment(connection: number): number {
    const moments = [...this.#commands.values()].map((one) => {
      const mayGo = connection !== 0 && one.sentOn !== connection;
      return Math.min(one.expiresAt, mayGo ? one.notBefore : Infinity);
    });
    return Math.min(Infinity, ...moments);
  }

  #takeAll(which: (one: Command) => boolean): Command[] {
    const taken = [...this.#commands.values()].filter(which);
    for (const one of taken) this.#commands.delete(one.ref);
    return taken;
  }
}
