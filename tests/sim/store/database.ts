import { Unavailable } from "../../../realtime/ports/unavailable.ts";
import type { Chance } from "../chance.ts";
import type { VirtualTime } from "../virtual_time.ts";
import { type StoredFact, Tables } from "./tables.ts";

/** How often a transaction fails, before its commit or after it. */
export interface StoreRates {
  storeErrorBefore: number;
  storeErrorAfter: number;
}

/** As db/database.ts gives up: milliseconds for each kind of work. */
const READ_MS = 1_000;
const TRANSACTION_MS = 5_000;

/** What a transaction may write beside its rows. */
export interface Transaction {
  fact(fact: Pick<StoredFact, "fact" | "users">): void;
}

/** The database of a run: transactions are numbered when they begin, visible when they have ended, and may do neither. */
export class Database {
  readonly tables = new Tables();
  rates: StoreRates;
  isDown = false;
  /** Milliseconds that everything takes longer. */
  slowness = 0;
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly running = new Set<number>();
  nextXact = 1;

  constructor(time: VirtualTime, chance: Chance, rates: StoreRates) {
    this.time = time;
    this.chance = chance;
    this.rates = rates;
  }

  /** The oldest transaction that is going on. */
  get oldest(): number {
    return Math.min(this.nextXact, ...this.running);
  }
}

/** One instance's connections. A dead instance gets no answers any more, and what it had not committed may never be. */
export class DatabaseSession {
  readonly #database: Database;
  readonly #writer: string;
  readonly #uncertain: () => void;
  #isOpen = true;

  constructor(database: Database, writer: string, uncertain: () => void) {
    this.#database = database;
    this.#writer = writer;
    this.#uncertain = uncertain;
  }

  get tables(): Tables {
    return this.#database.tables;
  }

  get now(): number {
    return this.#database.time.now();
  }

  get writer(): string {
    return this.#writer;
  }

  /** The transactions as they stand: the oldest that goes on and the first that has not begun. */
  get horizon(): { oldest: number; next: number } {
    return { oldest: this.#database.oldest, next: this.#database.nextXact };
  }

  break(): void {
    this.#isOpen = false;
  }

  /** Reads at one moment. */
  read<T>(look: () => T): Promise<T> {
    const { time, isDown } = this.#database;
    return this.#answer((resolve, reject) => {
      const ms = this.#latency();
      if (isDown || ms > READ_MS) return void time.set(() => reject(new Unavailable("no answer")), READ_MS);
      time.set(() => {
        if (this.#database.isDown) return reject(new Unavailable("no answer"));
        const found = look();
        time.set(() => resolve(found), this.#latency() / 4);
      }, ms);
    });
  }

  /** Changes rows at one moment, or not at all; a rejection leaves open which. */
  transaction<T>(change: (transaction: Transaction) => T): Promise<T> {
    const { time, isDown, chance, rates } = this.#database;
    return this.#answer((resolve, reject) => {
      const fail = () => {
        this.#uncertain();
        reject(new Unavailable("the connection is gone"));
      };
      if (isDown) return void time.set(fail, READ_MS);
      const fate = chance.next();
      const ms = this.#latency();
      const beginsIn = ms * chance.next();
      if (ms > TRANSACTION_MS) time.set(fail, TRANSACTION_MS);
      time.set(() => {
        if (!this.#isOpen || this.#database.isDown) return fail();
        const xact = this.#database.nextXact++;
        this.#database.running.add(xact);
        time.set(() => {
          this.#database.running.delete(xact);
          const dies = !this.#isOpen && chance.happens(0.5);
          if (dies || this.#database.isDown || fate < rates.storeErrorBefore) return fail();
          const { facts } = this.tables;
          const done = change({
            fact: (fact) => void facts.push({ ...fact, id: facts.length + 1, xact, writer: this.#writer }),
          });
          if (fate > 1 - rates.storeErrorAfter) return fail();
          time.set(() => this.#database.isDown ? fail() : resolve(done), this.#latency() / 4);
        }, ms - beginsIn);
      }, beginsIn);
    });
  }

  #answer<T>(work: (resolve: (value: T) => void, reject: (error: Error) => void) => void): Promise<T> {
    return new Promise((resolve, reject) =>
      work((value) => this.#isOpen && resolve(value), (error) => this.#isOpen && reject(error))
    );
  }

  #latency(): number {
    const { chance, slowness } = this.#database;
    return chance.between(0.3, 3) + slowness * chance.next() * 2;
  }
}
