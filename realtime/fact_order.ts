import { FactChain, type FactChainDeps } from "./fact_chain.ts";
import type { Audience, FactMark, Packet } from "./ports/notice.ts";
import { remember } from "./remember.ts";

/** Most facts of each kind whose newest number is remembered; those not heard of for the longest leave first. */
const KNOWN_MAX = 20_000;

interface Newest {
  number: number;
  /** For which of a user's devices this number went out. */
  audiences: string[];
}

/**
 * Lets every fact go to the sockets of this instance once, in the order of its numbers, whichever way and however often it
 * comes: from here, over the bus, or read from the database. What is no fact passes.
 */
export class FactOrder {
  readonly #deps: FactChainDeps;
  readonly #newest = new Map<string, Newest>();
  readonly #chains = new Map<string, FactChain>();

  constructor(deps: FactChainDeps) {
    this.#deps = deps;
  }

  take(packet: Packet): void {
    const { fact } = packet;
    if (!fact) this.#deps.pass(packet);
    else if (fact.isChain) this.#chain(fact).take(fact.number, packet);
    else if (this.#isNews(fact, packet.to)) this.#deps.pass(packet);
  }

  close(): void {
    for (const chain of this.#chains.values()) chain.close();
    this.#chains.clear();
  }

  #isNews({ name, number }: FactMark, to: Audience): boolean {
    const audience = to.only ?? (to.except ? `-${to.except.id}` : "");
    const known = this.#newest.get(name);
    if (known && (known.number > number || (known.number === number && known.audiences.includes(audience)))) {
      return false;
    }
    const audiences = known?.number === number ? [...known.audiences, audience] : [audience];
    remember(this.#newest, name, { number, audiences }, KNOWN_MAX);
    return true;
  }

  #chain({ name }: FactMark): FactChain {
    const chain = this.#chains.get(name) ?? new FactChain(name, this.#deps);
    remember(this.#chains, name, chain, KNOWN_MAX)?.close();
    return chain;
  }
}
