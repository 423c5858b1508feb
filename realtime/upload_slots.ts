/** Uploads of one person at a time. */
export const UPLOADS_PER_PERSON_MAX = 4;
/** Uploads of all together: each holds up to some megabytes of memory. */
export const UPLOADS_MAX = 64;

/** Counts the uploads under way here. */
export class UploadSlots {
  readonly #byUser = new Map<number, number>();
  #total = 0;

  /** Takes a place for one upload; disposing gives it back. Undefined when this person, or everybody, has all of them. */
  take(userId: number): Disposable | undefined {
    const own = this.#byUser.get(userId) ?? 0;
    if (own >= UPLOADS_PER_PERSON_MAX || this.#total >= UPLOADS_MAX) return undefined;
    this.#byUser.set(userId, own + 1);
    this.#total++;
    return { [Symbol.dispose]: () => this.#give(userId) };
  }

  #give(userId: number): void {
    const left = (this.#byUser.get(userId) ?? 1) - 1;
    if (left > 0) this.#byUser.set(userId, left);
    else this.#byUser.delete(userId);
    this.#total--;
  }
}
