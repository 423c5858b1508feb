import { seededChance } from "../support/seeded_chance.ts";

/** Repeatable draws; a fork has a stream of its own, so that what one part draws does not move the others. */
export class Chance {
  readonly #draw: () => number;

  constructor(seed: number) {
    this.#draw = seededChance(seed);
  }

  /** A number in [0, 1). */
  next(): number {
    return this.#draw();
  }

  fork(): Chance {
    return new Chance(Math.floor(this.#draw() * 2 ** 32));
  }

  happens(probability: number): boolean {
    return this.#draw() < probability;
  }

  between(least: number, most: number): number {
    return least + this.#draw() * (most - least);
  }

  /** A whole number, both ends included. */
  whole(least: number, most: number): number {
    return Math.floor(this.between(least, most + 1));
  }

  pick<T>(all: readonly T[]): T {
    const one = all[Math.floor(this.#draw() * all.length)];
    if (one === undefined) throw new Error("Cannot pick from nothing");
    return one;
  }

  /** A waiting time with this mean, as between events that know nothing of each other. */
  wait(meanMs: number): number {
    return -Math.log(1 - this.#draw()) * meanMs;
  }

  /** A version 4 UUID. */
  uuid(): string {
    const hex = Array.from(
      { length: 4 },
      () => Math.floor(this.#draw() * 2 ** 32).toString(16).padStart(8, "0"),
    )
      .join("");
    const variant = "89ab"[Math.floor(this.#draw() * 4)];
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${
      hex.slice(20, 32)
    }`;
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length }, () => Math.floor(this.#draw() * 256));
  }
}
