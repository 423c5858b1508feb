import type { Hub } from "./hub.ts";

/** Most sockets from one network address on this instance; a clinic may be behind one. */
export const SOCKETS_PER_ADDRESS_MAX = 500;

/** Counts who is inside, so that nobody fills the house. */
export class SocketDoor {
  readonly #hub: Hub;
  readonly #byAddress = new Map<string, number>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** Whether there is room for one more socket of this user from this address. */
  mayEnter(userId: number, address: string): boolean {
    return this.#hub.hasRoom(userId) && (this.#byAddress.get(address) ?? 0) < SOCKETS_PER_ADDRESS_MAX;
  }

  /** Counts a socket in; the returned function counts it out, once. */
  enter(address: string): () => void {
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
    let inside = true;
    return () => {
      if (!inside) return;
      inside = false;
      const left = (this.#byAddress.get(address) ?? 1) - 1;
      if (left > 0) this.#byAddress.set(address, left);
      else this.#byAddress.delete(address);
    };
  }
}
