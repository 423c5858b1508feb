import { AttendanceBook } from "./attendance_book.ts";
import { memoryAttendance } from "./memory_attendance.ts";
import type { Attendance } from "./ports/attendance.ts";
import type { Bus, BusListener } from "./ports/bus.ts";
import type { Clock, Timers } from "./ports/clock.ts";
import type { Packet } from "./ports/notice.ts";

/** How long an instance that is cut off is still trusted, and what it noted still counts, in milliseconds. */
const SILENCE_MS = 3_000;
/** How often it is looked for frames that got lost, in milliseconds. */
const BEAT_MS = 1_000;

/** Packets on their way from one instance to another; `number` grows by one with each that the other one is sent. */
export interface MemoryFrame {
  from: string;
  to: string;
  number: number;
  packets: readonly Packet[];
}

export interface MemoryNetworkOptions {
  clock: Clock;
  /** With timers a lost frame is noticed even when none comes after it. */
  timers?: Timers;
  /** Lets a frame arrive: now or later, once, never or twice. Without it, at the end of the running task. */
  carry?(frame: MemoryFrame, arrive: () => void): void;
}

interface Member {
  instance: string;
  listener?: BusListener;
  sent: number;
  received: number;
  /** Since when it does not reach the others. */
  cutAt?: number;
  isCrashed: boolean;
  isForgotten: boolean;
  owes: boolean;
}

/** Instances of one process that reach each other, with the same promises as over Redis; it can be cut and emptied. */
export class MemoryNetwork {
  readonly #options: MemoryNetworkOptions;
  readonly #members = new Map<string, Member>();
  readonly #book: AttendanceBook;
  #stopBeat: (() => void) | undefined;

  constructor(options: MemoryNetworkOptions) {
    this.#options = options;
    this.#book = new AttendanceBook({ clock: options.clock, lives: (instance) => this.#lives(instance) });
  }

  /** A new instance; its name must not have been used before. */
  join(instance: string): Bus {
    const member: Member = {
      instance,
      sent: 0,
      received: 0,
      isCrashed: false,
      isForgotten: false,
      owes: false,
    };
    this.#members.set(instance, member);
    if (this.#options.timers && !this.#stopBeat) this.#beatLater(this.#options.timers);
    return {
      instance,
      silenceMs: SILENCE_MS + BEAT_MS,
      attendance: this.#attendance(member),
      listen: (listener) => void (member.listener = listener),
      publish: (packets) => this.#publish(member, packets),
      trusted: () => this.#trusted(member),
      ready: () => Promise.resolve(this.#isConnected(member)),
      [Symbol.asyncDispose]: () => Promise.resolve(this.#leave(member)),
    };
  }

  /** Ends an instance without a word; the others find out when its time is over. */
  crash(instance: string): void {
    const member = this.#members.get(instance);
    if (!member) return;
    member.isCrashed = true;
    member.listener = undefined;
    this.cut(instance);
  }

  /** Nothing gets to an instance or away from it. */
  cut(instance: string): void {
    const member = this.#members.get(instance);
    if (member) member.cutAt ??= this.#options.clock.now();
  }

  /** Ends what `cut` began. */
  restore(instance: string): void {
    const member = this.#members.get(instance);
    if (!member || member.isCrashed || member.cutAt === undefined) return;
    member.cutAt = undefined;
    member.received = member.sent;
    member.listener?.missed();
    if (member.isForgotten) this.#forgetMember(member);
    this.#payDebt(member);
  }

  /** Forgets every connection, as a Redis that is restarted empty. */
  empty(): void {
    this.#book.clear();
    for (const member of this.#members.values()) {
      if (this.#isConnected(member)) this.#forgetMember(member);
      else member.isForgotten = true;
    }
  }

  #forgetMember(member: Member): void {
    member.isForgotten = false;
    member.listener?.missed();
    member.listener?.forgotten();
  }

  #leave(member: Member): void {
    if (this.#isConnected(member)) {
      this.#members.delete(member.instance);
      this.#book.leave(member.instance);
    } else this.crash(member.instance);
    if (this.#members.values().some((one) => !one.isCrashed)) return;
    this.#stopBeat?.();
    this.#stopBeat = undefined;
  }

  #isConnected(member: Member): boolean {
    return this.#members.get(member.instance) === member && member.cutAt === undefined;
  }

  #lives(instance: string): boolean {
    const member = this.#members.get(instance);
    return member !== undefined &&
      (member.cutAt === undefined || this.#options.clock.now() - member.cutAt < SILENCE_MS);
  }

  #trusted(member: Member): string[] {
    const isAlone = !this.#isConnected(member);
    const others = isAlone ? [] : [...this.#members.keys()].filter((one) => this.#lives(one));
    return [...new Set([member.instance, ...others])];
  }

  #publish(from: Member, packets: readonly Packet[]): void {
    if (!this.#isConnected(from)) {
      from.owes = true;
      return;
    }
    // Alone there is nobody to look for, and most clinics are.
    if (this.#members.size === 1) return;
    const frames = new Map<string, Packet[]>();
    for (const packet of packets) {
      for (const to of this.#book.holders(packet.to.users)) {
        if (to !== from.instance) frames.set(to, [...frames.get(to) ?? [], packet]);
      }
    }
    for (const [to, some] of frames) this.#send(from.instance, to, some);
  }

  #send(from: string, to: string, packets: readonly Packet[]): void {
    const member = this.#members.get(to);
    if (!member) return;
    const frame = { from, to, number: ++member.sent, packets };
    if (!this.#isConnected(member)) return;
    const carry = this.#options.carry ?? ((_frame, arrive) => queueMicrotask(arrive));
    carry(frame, () => this.#arrive(member, frame));
  }

  #arrive(member: Member, { number, packets }: MemoryFrame): void {
    if (!this.#isConnected(member)) return;
    const follows = number === member.received + 1;
    member.received = number;
    if (!follows) member.listener?.missed();
    member.listener?.deliver(packets);
  }

  #beatLater(timers: Timers): void {
    this.#stopBeat = timers.set(() => {
      this.#beatLater(timers);
      for (const member of this.#members.values()) {
        if (!this.#isConnected(member)) continue;
        if (member.received < member.sent) {
          member.received = member.sent;
          member.listener?.missed();
        }
      }
    }, BEAT_MS);
  }

  #payDebt(member: Member): void {
    if (!member.owes) return;
    member.owes = false;
    for (const other of this.#members.values()) {
      if (other !== member && this.#isConnected(other)) other.listener?.missed();
    }
  }

  #attendance(member: Member): Attendance {
    return memoryAttendance(member.instance, this.#book, {
      isConnected: () => this.#isConnected(member),
      publish: (packets) => this.#publish(member, packets),
      buryTheDead: () => this.#buryTheDead(),
    });
  }

  #buryTheDead(): void {
    for (const member of this.#members.values()) {
      if (this.#lives(member.instance)) continue;
      this.#book.leave(member.instance);
      if (member.isCrashed) this.#members.delete(member.instance);
      else member.isForgotten = true;
    }
  }
}
