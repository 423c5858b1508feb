import type { Bus } from "./ports/bus.ts";
import type { CommittedFact, Fact, FactLog } from "./ports/fact_log.ts";
import { type Notice, type Packet, packetOf } from "./ports/notice.ts";

/** How often it is looked for facts that nobody told this instance. */
export const LOOK_EVERY_MS = 1_000;
/** Most facts repaired in one look; after more than that everybody starts over from `sync`. */
const FACTS_MAX = 5_000;
/** Most facts remembered as repaired. */
const HANDLED_MAX = 4 * FACTS_MAX;

export interface FactWatchDeps {
  facts: FactLog;
  bus: Pick<Bus, "instance" | "silenceMs" | "trusted">;
  /** Who has a socket here. */
  users(): number[];
  noticesOf(facts: readonly Fact[]): Promise<Notice[]>;
  /** Delivers to sockets here. */
  deliver(packets: readonly Packet[]): void;
  /** Delivers to sockets here and everywhere else. */
  tell(notices: readonly Notice[]): Promise<void>;
  /** Makes every device here connect anew. */
  startOver(): void;
}

/**
 * Finds what was committed and not told here, in the database: of instances that are silent, of which something was lost on the
 * way, or that died between commit and push; and of this one, where an answer of the database got lost. Whoever was in doubt is
 * believed again once every transaction of that time is over and was looked at.
 */
export class FactWatch {
  readonly #deps: FactWatchDeps;
  /** The oldest transaction at each look, for as long as a silence may stay unnoticed. Counted, as clocks may jump. */
  readonly #horizons: number[] = [];
  readonly #horizonsMax: number;
  /** An instance is believed once the horizon has passed this transaction. */
  readonly #doubts: Map<string, number>;
  readonly #handled = new Set<number>();
  #areOthersInDoubt = true;
  #isSelfInDoubt = false;

  constructor(deps: FactWatchDeps) {
    this.#deps = deps;
    this.#horizonsMax = Math.ceil(deps.bus.silenceMs / LOOK_EVERY_MS) + 1;
    this.#doubts = new Map([[deps.bus.instance, 0]]);
  }

  /** Something for this instance was, or may have been, lost. */
  missed(): void {
    this.#areOthersInDoubt = true;
  }

  /** This instance does not know whether something of its own was committed. */
  uncertain(): void {
    this.#isSelfInDoubt = true;
  }

  /** Looks once; what is found goes to the sockets that have not had it. Throws Unavailable, and then has to be done again. */
  async look(): Promise<void> {
    const { facts, bus, users } = this.#deps;
    const from = this.#horizons[0] ?? Number.MAX_SAFE_INTEGER;
    const trusted = bus.trusted();
    const doubted = trusted.filter((one) =>
      one === bus.instance ? this.#isSelfInDoubt : this.#areOthersInDoubt || !this.#doubts.has(one)
    );
    this.#areOthersInDoubt = this.#isSelfInDoubt = false;
    try {
      const read = await facts.since({
        from,
        without: trusted.filter((one) => !doubted.includes(one) && (this.#doubts.get(one) ?? 0) < from),
        users: users(),
        own: bus.instance,
        limit: FACTS_MAX,
      });
      for (const one of doubted) this.#doubts.set(one, read.next);
      for (const one of this.#doubts.keys()) if (!trusted.includes(one)) this.#doubts.delete(one);
      if (read.facts.length >= FACTS_MAX) this.#deps.startOver();
      else await this.#repair(read.facts);
      this.#horizons.push(read.oldest);
      if (this.#horizons.length > this.#horizonsMax) this.#horizons.shift();
    } catch (error) {
      if (doubted.includes(bus.instance)) this.uncertain();
      if (doubted.some((one) => one !== bus.instance)) this.missed();
      throw error;
    }
  }

  async #repair(committed: readonly CommittedFact[]): Promise<void> {
    const news = committed.filter((one) => !this.#handled.has(one.id));
    const factsOf = (isOwn: boolean) =>
      news.filter((one) => (one.writer === this.#deps.bus.instance) === isOwn).map((one) => one.fact);
    // What another instance did is looked for everywhere; what this one did, everybody believes it to have told.
    await this.#deps.tell(await this.#deps.noticesOf(factsOf(true)));
    this.#deps.deliver((await this.#deps.noticesOf(factsOf(false))).map(packetOf));
    for (const { id } of committed) {
      this.#handled.add(id);
      const [oldest] = this.#handled.size > HANDLED_MAX ? this.#handled : [];
      if (oldest !== undefined) this.#handled.delete(oldest);
    }
  }
}
