import { isLoopbackHost } from "./core/loopback.ts";
import { REALTIME_LIMITS } from "./core/realtime_limits.ts";

const { socketsPerAddress, socketsPerUser, goingPerUser } = REALTIME_LIMITS;

/**
 * Counts sockets by address from the start of their handshake, and by person from the moment that it is known who it is,
 * so that nobody fills the house. What was given up no longer counts as open, so a lost connection keeps nobody out; it
 * is counted apart until it is gone, for the runtime can't cut a connection whose other side neither reads nor leaves.
 */
export class SocketDoor {
  readonly #byAddress = new Map<string, number>();
  readonly #byUser = new Map<number, number>();
  readonly #goingByUser = new Map<number, number>();

  /** A handshake from this address begins; undefined when there are too many. */
  knock(address: string): SocketPass | undefined {
    // Behind a proxy on this machine that is not to be believed, everybody has its address.
    const isCounted = !isLoopbackHost(address);
    if (isCounted && this.sockets(address) >= socketsPerAddress.most) return undefined;
    return new SocketPass(
      { address: this.#byAddress, user: this.#byUser, going: this.#goingByUser },
      address,
    );
  }

  /** Handshakes and open sockets of an address. */
  sockets(address: string): number {
    return this.#byAddress.get(address) ?? 0;
  }

  /** Sockets of a person that were given up and are not gone yet. */
  going(userId: number): number {
    return this.#goingByUser.get(userId) ?? 0;
  }
}

interface Counts {
  address: Map<string, number>;
  user: Map<number, number>;
  going: Map<number, number>;
}

/** One socket's way through the door: it knocks, enters, is given up, and leaves. */
export class SocketPass {
  readonly #counts: Counts;
  readonly #address: string;
  #userId: number | undefined;
  #state: "knocking" | "inside" | "going" | "gone" = "knocking";

  constructor(counts: Counts, address: string) {
    this.#counts = counts;
    this.#address = address;
    change(counts.address, address, 1);
  }

  /** It is known who it is: false when this person has too many sockets. */
  enter(userId: number): boolean {
    const { user, going } = this.#counts;
    const isFull = (user.get(userId) ?? 0) >= socketsPerUser.most ||
      (going.get(userId) ?? 0) >= goingPerUser.most;
    if (isFull || this.#state !== "knocking") return false;
    this.#state = "inside";
    this.#userId = userId;
    change(user, userId, 1);
    return true;
  }

  get isGone(): boolean {
    return this.#state === "gone";
  }

  /** It was given up from here; its connection may last until the other side lets go. */
  giveUp(): void {
    if (this.#state !== "inside" || this.#userId === undefined) return;
    change(this.#counts.address, this.#address, -1);
    change(this.#counts.user, this.#userId, -1);
    change(this.#counts.going, this.#userId, 1);
    this.#state = "going";
  }

  /** There is no connection any more, or there never was one. */
  leave(): void {
    this.giveUp();
    if (this.#state === "going" && this.#userId !== undefined) {
      change(this.#counts.going, this.#userId, -1);
    } else if (this.#state === "knocking") change(this.#counts.address, this.#address, -1);
    this.#state = "gone";
  }
}

function change<K>(counts: Map<K, number>, key: K, by: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + by;
  if (count > 0) counts.set(key, count);
  else counts.delete(key);
}
