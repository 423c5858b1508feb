import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { DECOY_HASH, type PasswordCheck, SALT_BYTES } from "./password_hash.ts";
import type { PasswordAnswer, PasswordJob } from "./password_worker.ts";
import type { Chance } from "./ports/chance.ts";

/** Passwords waiting for the worker at once, at about 100 ms each; more are refused as `rate_limited`. */
export const PASSWORD_QUEUE_MAX = 50;

/** Hashes and checks passwords without stopping the event loop. */
export interface Passwords {
  hash(password: string): Promise<Outcome<string>>;
  /** Compares with a PHC string; without one it takes as long and is never right. */
  check(password: string, phc: string | undefined): Promise<Outcome<PasswordCheck>>;
}

type Without<T> = T extends unknown ? Omit<T, "id"> : never;

/** Passwords in a worker of their own, which starts at the first one. Closing rejects what still waits. */
export class PasswordWorker implements Passwords, Disposable {
  readonly #chance: Chance;
  readonly #waiting = new Map<number, PromiseWithResolvers<PasswordAnswer>>();
  #worker: Worker | undefined;
  #nextId = 1;
  #isClosed = false;

  constructor(chance: Chance) {
    this.#chance = chance;
  }

  async hash(password: string): Promise<Outcome<string>> {
    const answer = await this.#run({ type: "hash", password, salt: this.#chance.bytes(SALT_BYTES) });
    if (!answer.ok) return answer;
    if (answer.value.type !== "hashed") throw failure(answer.value);
    return accept(answer.value.phc);
  }

  async check(password: string, phc: string | undefined): Promise<Outcome<PasswordCheck>> {
    const answer = await this.#run({ type: "check", password, phc: phc ?? DECOY_HASH });
    if (!answer.ok) return answer;
    if (answer.value.type !== "checked") throw failure(answer.value);
    return accept(phc === undefined ? { isRight: false, isOutdated: false } : answer.value.check);
  }

  [Symbol.dispose](): void {
    this.#isClosed = true;
    this.#stop(new Error("Cannot check a password: the worker was closed"));
  }

  async #run(job: Without<PasswordJob>): Promise<Outcome<PasswordAnswer>> {
    if (this.#isClosed) throw new Error("Cannot check a password: the worker was closed");
    if (this.#waiting.size >= PASSWORD_QUEUE_MAX) {
      return refuse(
        "rate_limited",
        "Too many people are signing in right now. Please try again in a few seconds.",
      );
    }
    const id = this.#nextId++;
    const answer = Promise.withResolvers<PasswordAnswer>();
    this.#waiting.set(id, answer);
    this.#started().postMessage({ ...job, id });
    return accept(await answer.promise);
  }

  #started(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL("./password_worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<PasswordAnswer>) => {
      this.#waiting.get(data.id)?.resolve(data);
      this.#waiting.delete(data.id);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.#stop(new Error(`Cannot check a password: the worker failed: ${event.message}`));
    };
    return this.#worker = worker;
  }

  /** The next password starts a new worker. */
  #stop(reason: Error): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}

function failure(answer: PasswordAnswer): Error {
  return new Error(`Cannot check a password: ${answer.type === "failed" ? answer.message : "wrong answer"}`);
}
