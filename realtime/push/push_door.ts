import { isLoopbackHost } from "../core/loopback.ts";
import { isPublicAddress } from "../core/public_address.ts";
import { hostOf, pushEndpointProblem } from "../core/push_endpoint.ts";
import type { Clock } from "../ports/clock.ts";
import { remember } from "../remember.ts";

/** A name's addresses are looked up again after this long. */
const KNOWN_MS = 60_000;
/** Most names of which it is remembered; browsers have a handful of push services. */
const NAMES_MAX = 64;

export interface PushDoorDeps {
  /** Whether loopback may be named: on a clinic that is itself on loopback. */
  allowsLoopback: boolean;
  /** The addresses of a name. */
  resolve(host: string): Promise<string[]>;
  clock: Clock;
}

/** Decides which addresses messages may be sent to: never into anybody's own network. */
export class PushDoor {
  readonly #deps: PushDoorDeps;
  readonly #known = new Map<string, { atMs: number; isPublic: boolean }>();

  constructor(deps: PushDoorDeps) {
    this.#deps = deps;
  }

  /** What is wrong with an address as it is written, or undefined. */
  problemOf(endpoint: string): string | undefined {
    return pushEndpointProblem(endpoint, this.#deps);
  }

  /** Whether a message may go there now. Throws when the name can't be looked up. */
  async isOpenTo(endpoint: string): Promise<boolean> {
    if (this.problemOf(endpoint)) return false;
    const host = hostOf(new URL(endpoint));
    if (isLoopbackHost(host)) return true;
    const now = this.#deps.clock.now();
    const known = this.#known.get(host);
    if (known && now - known.atMs < KNOWN_MS) return known.isPublic;
    const addresses = await this.#deps.resolve(host);
    const isPublic = addresses.length > 0 && addresses.every(isPublicAddress);
    remember(this.#known, host, { atMs: now, isPublic }, NAMES_MAX);
    return isPublic;
  }
}
