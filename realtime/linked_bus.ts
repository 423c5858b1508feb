import type { BusLink, BusPace, OpenLink } from "./bus_link.ts";
import { BusTrust } from "./bus_trust.ts";
import { LinkedAttendance } from "./linked_attendance.ts";
import { PacketOutbox } from "./packet_outbox.ts";
import { frameFrom } from "./packet_text.ts";
import type { Attendance } from "./ports/attendance.ts";
import type { Bus, BusListener } from "./ports/bus.ts";
import type { Clock, Timers } from "./ports/clock.ts";
import type { Packet } from "./ports/notice.ts";
import { Unavailable } from "./ports/unavailable.ts";
import { type BeatReply, beatReply } from "./redis_reply.ts";
import type { RedisScript, RedisScripts } from "./redis_scripts.ts";
import { seldom } from "./seldom.ts";

/** First wait before a broken link is opened again, in milliseconds; each further one is twice as long. */
const REOPEN_FIRST_MS = 200;
/** Longest that the end of an instance waits for Redis, in milliseconds. */
const LEAVE_MS = 200;
/** Least time between two reports of a broken link, in milliseconds. */
const REPORT_EVERY_MS = 60_000;

/** What every bus over Redis is handed in. */
export interface BusParts {
  /** Name of this instance; no other one, before, now or later, has the same. */
  instance: string;
  clock: Clock;
  timers: Timers;
  /** Runs something at the end of this turn of the event loop. */
  defer(run: () => void): void;
  /** A number in [0, 1). */
  random(): number;
  /** Told of a broken link at most once a minute; no error holds an address, a secret or a packet. */
  report(error: unknown): void;
}

interface LinkedBusParts extends BusParts {
  open: OpenLink;
  scripts: RedisScripts;
  pace: BusPace;
}

/** The bus over a link to Redis: opens it again and again, beats, and notices what got lost. */
export class LinkedBus implements Bus {
  readonly #parts: LinkedBusParts;
  readonly #trust: BusTrust;
  readonly #outbox: PacketOutbox;
  readonly #attendance: LinkedAttendance;
  readonly #reportBreak: (error: unknown) => void;
  #listener: BusListener | undefined;
  #link: BusLink | undefined;
  /** Whether the link has been answered a first beat; until then nothing else goes over it. */
  #isUp = false;
  #isForgetting = false;
  #generation = 0;
  #failures = 0;
  #isAwaiting = false;
  #cancelTimer = () => {};
  #isClosed = false;

  constructor(parts: LinkedBusParts) {
    const { instance, scripts, pace, clock, defer, report } = this.#parts = parts;
    this.#reportBreak = seldom(report, clock, REPORT_EVERY_MS);
    this.#trust = new BusTrust(instance, pace);
    const send = async (packets: string) => void await this.#run(scripts.publish, [instance, packets]);
    this.#outbox = new PacketOutbox({ send, defer, clock });
    this.#attendance = new LinkedAttendance({
      instance,
      scripts,
      leaseMs: pace.leaseMs,
      generation: () => this.#generation,
      run: (script, args) => this.#run(script, args),
      hasOrphans: () => this.#trust.hasOrphans(clock.now()),
      whole: () => this.#listener?.missed(),
    });
  }

  get instance(): string {
    return this.#parts.instance;
  }

  get silenceMs(): number {
    const { trustMs, answerMs, beatMs } = this.#parts.pace;
    return Math.max(trustMs, answerMs) + beatMs;
  }

  get attendance(): Attendance {
    return this.#attendance;
  }

  listen(listener: BusListener): void {
    this.#listener = listener;
    this.#open();
  }

  publish(packets: readonly Packet[]): void {
    this.#outbox.add(packets);
  }

  trusted(): string[] {
    const isSure = this.#isUp && !this.#isForgetting && this.#attendance.isWhole;
    return isSure ? this.#trust.trusted(this.#parts.clock.now()) : [this.instance];
  }

  ready(): Promise<boolean> {
    return Promise.resolve(this.#isUp && this.#trust.isSound(this.#parts.clock.now()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#cancelTimer();
    const link = this.#link;
    if (!link) return;
    if (this.#isUp) await this.#leave(link);
    this.#link = undefined;
    this.#isUp = false;
    link.destroy();
    await link.opened.catch(() => {});
  }

  async #leave(link: BusLink): Promise<void> {
    const leaving = this.#outbox.idle().then(() => link.run(this.#parts.scripts.leave, [this.instance]));
    let cancel = () => {};
    const late = new Promise<void>((resolve) => cancel = this.#parts.timers.set(resolve, LEAVE_MS));
    await Promise.race([leaving.catch(() => {}), late]);
    cancel();
  }

  #open(): void {
    const { open, clock } = this.#parts;
    this.#generation = Math.max(this.#generation + 1, clock.now());
    const link: BusLink = open({
      frame: (text) => this.#link === link && this.#receive(link, text),
      broken: (error) => this.#break(link, error),
    });
    this.#link = link;
    this.#breakUnlessAnswered(link);
    link.opened.then(() => this.#beat(link), (error) => this.#break(link, error));
  }

  async #beat(link: BusLink): Promise<void> {
    if (this.#link !== link || this.#isClosed) return;
    const { clock, pace, scripts, instance } = this.#parts;
    const debt = this.#outbox.debt(pace.beatMs);
    const known = this.#attendance.notes;
    this.#trust.send(clock.now());
    this.#isAwaiting = true;
    this.#breakUnlessAnswered(link);
    try {
      const args = [instance, String(this.#generation), debt === undefined ? "0" : "1"];
      const reply = beatReply(await link.run(scripts.beat, args));
      if (this.#link !== link) return;
      if (debt !== undefined) this.#outbox.pay(debt);
      await this.#answered(link, reply, reply.isNew || reply.notes < known);
    } catch (error) {
      this.#break(link, error);
    }
  }

  async #answered(link: BusLink, reply: BeatReply, isForgotten: boolean): Promise<void> {
    const wasUp = this.#isUp;
    this.#isForgetting ||= isForgotten;
    this.#isUp = true;
    this.#failures = 0;
    this.#outbox.setOpen(true);
    this.#trust.answer(reply);
    this.#confirm(link);
    if (this.#isForgetting) await this.#attendance.forget();
    if (this.#link !== link) return;
    if (!wasUp || this.#isForgetting) this.#listener?.missed();
    if (this.#isForgetting) this.#listener?.forgotten();
    this.#isForgetting = false;
  }

  #receive(link: BusLink, text: string): void {
    try {
      const { number, packets, asksToLook } = frameFrom(text);
      const follows = this.#trust.receive(number);
      if (!follows || asksToLook) this.#listener?.missed();
      if (packets.length > 0) this.#listener?.deliver(packets);
    } catch (error) {
      this.#parts.report(error);
      this.#listener?.missed();
    }
    this.#confirm(link);
  }

  /** Once a beat has been answered and has come back, the next one is due. */
  #confirm(link: BusLink): void {
    if (!this.#isAwaiting || !this.#trust.isConfirmed) return;
    this.#isAwaiting = false;
    this.#setTimer(() => void this.#beat(link), this.#parts.pace.beatMs);
  }

  #breakUnlessAnswered(link: BusLink): void {
    const silent = () => this.#break(link, new Unavailable("Redis does not answer"));
    this.#setTimer(silent, this.#parts.pace.answerMs);
  }

  #break(link: BusLink, error: unknown): void {
    if (this.#link !== link) return;
    this.#link = undefined;
    this.#isUp = this.#isAwaiting = false;
    this.#trust.reset();
    this.#outbox.setOpen(false);
    link.destroy();
    if (!this.#isClosed) this.#reportBreak(error);
    const { random, pace } = this.#parts;
    const most = Math.min(pace.reopenMs, REOPEN_FIRST_MS * 2 ** this.#failures++);
    this.#setTimer(() => this.#open(), random() * most);
  }

  async #run(script: RedisScript, args: readonly string[]): Promise<unknown> {
    if (!this.#link || !this.#isUp) throw new Unavailable("the bus has no link to Redis");
    return await this.#link.run(script, args);
  }

  #setTimer(run: () => void, ms: number): void {
    this.#cancelTimer();
    if (!this.#isClosed) this.#cancelTimer = this.#parts.timers.set(run, ms);
  }
}
