import { PRESENCE_STATUSES, type PresenceStatus } from "../../realtime/core/fields.ts";
import { attending, type BusMember } from "./bus_member.ts";
import { until } from "./until.ts";

const LOOK_MS = 4;
const RETRY_MS = 20;
const USERS = [1, 2, 3, 4];

interface Sample {
  at: number;
  isTrusting: boolean;
  missedCount: number;
}

/** Somebody behind a bus who opens and closes connections, notes them until it has worked, and sees what was lost unnoticed. */
export class BusWitness {
  readonly member: BusMember;
  readonly #publisher: string;
  readonly #chance: () => number;
  readonly #open = new Map<string, PresenceStatus>();
  readonly #changed = new Set<string>();
  readonly #samples: Sample[] = [];
  readonly #sampling: ReturnType<typeof setInterval>;
  readonly #noting: Promise<void>;
  #forgottenSeen = 0;
  #isOver = false;

  /** `publisher` is the instance whose packets are watched; user 0 has a connection here for them all the time. */
  constructor(member: BusMember, publisher: string, chance: () => number) {
    this.member = member;
    this.#publisher = publisher;
    this.#chance = chance;
    this.#set("0:0", "online");
    this.#sampling = setInterval(() => this.#look(), LOOK_MS);
    this.#noting = this.#note();
  }

  /** The statuses of this user's open connections here. */
  statuses(userId: number): PresenceStatus[] {
    return [...this.#open].filter(([key]) => key.startsWith(`${userId}:`)).map(([, status]) => status);
  }

  static get users(): number[] {
    return [0, ...USERS];
  }

  /** Whether everything that is open has been noted. */
  get isNoted(): boolean {
    return this.#changed.size === 0 && this.#forgottenSeen === this.member.forgottenCount;
  }

  /** Stops to open and close; resolves when everything is noted. */
  async settle(): Promise<void> {
    this.#isOver = true;
    await until(() => this.isNoted, "connections were not noted");
    await this.#noting;
    clearInterval(this.#sampling);
  }

  /** Of texts, each published at a time: those that did not come and whose loss was not noticed within `ms`. */
  unnoticed(published: ReadonlyMap<string, number>, ms: number): string[] {
    const got = new Set(this.member.texts);
    return [...published].filter(([text, at]) => !got.has(text) && !this.#isNoticed(at, ms)).map(([text]) =>
      text
    );
  }

  #isNoticed(at: number, ms: number): boolean {
    const before = this.#samples.findLast((one) => one.at <= at)?.missedCount ?? 0;
    return this.#samples.some((one) =>
      one.at >= at && one.at <= at + ms && (!one.isTrusting || one.missedCount > before)
    );
  }

  #look(): void {
    const { bus, missedCount } = this.member;
    const isTrusting = bus.trusted().includes(this.#publisher);
    this.#samples.push({ at: performance.now(), isTrusting, missedCount });
  }

  #set(key: string, status: PresenceStatus | null): void {
    if (status) this.#open.set(key, status);
    else this.#open.delete(key);
    this.#changed.add(key);
  }

  async #note(): Promise<void> {
    while (!this.#isOver || !this.isNoted) {
      if (this.#forgottenSeen !== this.member.forgottenCount) {
        this.#forgottenSeen = this.member.forgottenCount;
        for (const key of this.#open.keys()) this.#changed.add(key);
      }
      if (!this.#isOver) this.#change();
      await this.#noteChanged().catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  #change(): void {
    const pick = <T>(from: readonly T[]) => from[Math.floor(this.#chance() * from.length)];
    const key = `${pick(USERS)}:${pick([1, 2, 3])}`;
    const isClosing = this.#open.has(key) && this.#chance() < 0.6;
    this.#set(key, isClosing ? null : pick(PRESENCE_STATUSES) ?? "online");
  }

  async #noteChanged(): Promise<void> {
    for (const key of [...this.#changed]) {
      const status = this.#open.get(key);
      const [userId, connectionId = ""] = key.split(":");
      const said = status ? attending({ status }) : null;
      await this.member.bus.attendance.note(Number(userId), connectionId, said);
      if (this.#open.get(key) === status) this.#changed.delete(key);
    }
  }
}
