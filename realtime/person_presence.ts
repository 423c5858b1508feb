import type { PresenceStatus } from "./core/fields.ts";
import type { Attendance, Attending, Engagement, Standing } from "./ports/attendance.ts";
import type { Clock, Timers } from "./ports/clock.ts";
import type { Directory } from "./ports/directory.ts";
import { type Packet, packetOf } from "./ports/notice.ts";
import type { PresenceStore } from "./ports/presence_store.ts";
import { Unavailable } from "./ports/unavailable.ts";
import { foldStanding, presenceNotices } from "./standing.ts";

/** A page that is being left for the next one is not a person leaving: this long nobody is told. */
export const LEAVE_GRACE_MS = 150;
/** How long after a failure everything is noted and told again. */
const RETRY_MS = 1_000;
/** How often a change is told anew when the standing changes under it. */
const TRIES_MAX = 8;

export interface PersonPresenceDeps {
  attendance: Attendance;
  store: PresenceStore;
  directory: Pick<Directory, "acquaintances">;
  clock: Clock;
  timers: Timers;
  /** Delivers to sockets of this instance. */
  deliver(packets: readonly Packet[]): void;
  /** Somebody who was not to be disturbed may be rung again. */
  isBack(userId: number): void;
  /** What was to be noted could not be for a while, and now it was: packets may have gone astray. */
  notedLate(): void;
  report(error: unknown): void;
}

/** A connection to be noted, with who waits for it. */
interface Change {
  promise: Promise<Standing | undefined>;
  resolve(standing: Standing | undefined): void;
  acquaintances: Promise<readonly number[]> | undefined;
}

/**
 * The presence of one person as far as this instance has to do with it. Changes are noted one after the other; then, where the
 * fold of all connections is not what acquaintances were told, they are told.
 */
export class PersonPresence {
  readonly #userId: number;
  readonly #deps: PersonPresenceDeps;
  readonly #forget: () => void;
  readonly #here = new Map<string, Attending>();
  /** Connections to be noted, each with who waits for it. */
  readonly #changed = new Map<string, Change>();
  readonly #leaving = new Map<string, () => void>();
  #engagement: Engagement | undefined;
  #acquaintances: Promise<readonly number[]> | undefined;
  #isDue = false;
  #working: Promise<void> | null = null;
  #cancelRetry: (() => void) | null = null;
  #isLate = false;
  #isClosed = false;

  constructor(userId: number, deps: PersonPresenceDeps, forget: () => void) {
    this.#userId = userId;
    this.#deps = deps;
    this.#forget = forget;
  }

  /** Whether a connection of this person is open here. */
  get isHere(): boolean {
    return this.#here.size > 0;
  }

  /** How many connections are closed already, and not taken out yet. */
  get leaving(): number {
    return this.#leaving.size;
  }

  get connections(): Attending[] {
    return [...this.#here.values()];
  }

  /** `acquaintances` are being read for another reason, and are waited for before anybody is told. */
  join(
    connectionId: string,
    attending: Attending,
    acquaintances?: Promise<readonly number[]>,
  ): Promise<Standing | undefined> {
    this.#here.set(connectionId, attending);
    return this.#change(connectionId, acquaintances);
  }

  /** What is said of one connection or, without its id, of all of them. */
  async update(said: Pick<Attending, "status" | "appointmentId">, connectionId?: string): Promise<void> {
    const ids = connectionId === undefined ? [...this.#here.keys()] : [connectionId];
    await Promise.all(ids.map((id) => {
      const before = this.#here.get(id);
      if (!before || this.#leaving.has(id)) return;
      this.#here.set(id, { ...before, ...said });
      return this.#change(id);
    }));
  }

  leave(connectionId: string): void {
    if (!this.#here.has(connectionId) || this.#leaving.has(connectionId)) return;
    this.#leaving.set(
      connectionId,
      this.#deps.timers.set(() => this.#takeOut(connectionId), LEAVE_GRACE_MS),
    );
  }

  engage(engagement: Engagement): void {
    const waiting = this.#engagement;
    // The end of an earlier call may be learnt after the beginning of the next one.
    if (!waiting || waiting.initiatedAt <= engagement.initiatedAt) this.#engagement = engagement;
    this.settle();
  }

  /** Notes everything again: what was noted is gone. */
  noteAgain(): void {
    for (const id of this.#here.keys()) this.#change(id);
    this.settle();
  }

  /** Tells acquaintances where what they were told is not how it is. */
  settle(): void {
    this.#isDue = true;
    this.#work();
  }

  /** Takes out what is leaving at once; resolves when that is told. Other connections are left to the lease of this instance. */
  async close(): Promise<void> {
    for (const [id, cancel] of [...this.#leaving]) {
      cancel();
      this.#takeOut(id);
    }
    this.#isClosed = true;
    this.#cancelRetry?.();
    await this.#working;
  }

  #takeOut(connectionId: string): void {
    this.#leaving.delete(connectionId);
    this.#here.delete(connectionId);
    this.#change(connectionId);
  }

  #change(
    connectionId: string,
    acquaintances?: Promise<readonly number[]>,
  ): Promise<Standing | undefined> {
    const { promise, resolve } = this.#changed.get(connectionId) ??
      Promise.withResolvers<Standing | undefined>();
    const waiting: Change = { promise, resolve, acquaintances };
    this.#changed.set(connectionId, waiting);
    this.settle();
    return waiting.promise;
  }

  /** One run at a time; what changes meanwhile is of the same run. */
  #work(): void {
    if (this.#cancelRetry) return;
    this.#working ??= this.#run().catch((error) => this.#retryLater(error)).finally(() => {
      this.#working = null;
      if (this.#isDue) this.#work();
      else if (this.#isIdle) this.#forget();
    });
  }

  get #isIdle(): boolean {
    return this.#here.size === 0 && this.#changed.size === 0 && !this.#isDue && !this.#cancelRetry;
  }

  async #run(): Promise<void> {
    while (this.#isDue) {
      this.#isDue = false;
      const standing = await this.#note();
      if (standing) await this.#tell(standing);
    }
  }

  async #note(): Promise<Standing | undefined> {
    const { attendance } = this.#deps;
    let standing: Standing | undefined;
    for (const [id, waiting] of [...this.#changed]) {
      const attending = this.#here.get(id) ?? null;
      standing = await attendance.note(this.#userId, id, attending);
      waiting.resolve(standing);
      // Only now: they are read once it is noted.
      this.#acquaintances = waiting.acquaintances ?? this.#acquaintances;
      // It may have changed again while it was being noted.
      if ((this.#here.get(id) ?? null) === attending) this.#changed.delete(id);
      else this.#isDue = true;
    }
    if (this.#isLate) this.#deps.notedLate();
    this.#isLate = false;
    const engagement = this.#engagement;
    if (engagement) {
      standing = await attendance.engage(this.#userId, engagement);
      if (this.#engagement === engagement) this.#engagement = undefined;
    }
    return standing ?? await this.#standing();
  }

  async #tell(first: Standing): Promise<void> {
    let standing: Standing | undefined = first;
    for (let tries = 0; standing && tries < TRIES_MAX; tries++) {
      const status = foldStanding(standing);
      if (status === standing.told) return;
      if (await this.#tellOnce(standing, status)) return;
      standing = await this.#standing();
    }
    // Whoever changed it in between tells it; else the next change does.
  }

  async #tellOnce(standing: Standing, status: PresenceStatus): Promise<boolean> {
    const { attendance, clock, directory, store } = this.#deps;
    const userId = this.#userId;
    const watchers = await this.#expected() ?? await directory.acquaintances(userId);
    const deviceType = standing.connections[0]?.deviceType ?? "web";
    const record = { userId, status, lastSeen: clock.now(), deviceType };
    const packets = presenceNotices(record, standing, watchers).map(packetOf);
    if (!await attendance.tell(userId, standing.version, status, packets)) return false;
    this.#deps.deliver(packets);
    await store.record(record, clock.now());
    if (standing.told === "do_not_disturb" && status !== "offline") this.#deps.isBack(userId);
    return true;
  }

  /** Those that are being read for a connection that has just come; good for one telling. */
  async #expected(): Promise<readonly number[] | undefined> {
    const expected = this.#acquaintances;
    this.#acquaintances = undefined;
    return await expected?.catch(() => undefined);
  }

  async #standing(): Promise<Standing | undefined> {
    return (await this.#deps.attendance.standings([this.#userId])).get(this.#userId);
  }

  #retryLater(error: unknown): void {
    // Without the others there is nothing to say; their return is noticed, and then everything is noted again.
    if (!(error instanceof Unavailable)) this.#deps.report(error);
    for (const waiting of this.#changed.values()) waiting.resolve(undefined);
    this.#isLate ||= this.#changed.size > 0;
    this.#isDue = !this.#isClosed;
    if (this.#isClosed) return;
    this.#cancelRetry = this.#deps.timers.set(() => {
      this.#cancelRetry = null;
      this.#work();
    }, RETRY_MS);
  }
}
