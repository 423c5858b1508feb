/** Most sockets of one user on this instance. */
export const SOCKETS_PER_USER_MAX = 20;
/** Most sockets from one network address on this instance; a clinic may be behind one. */
export const SOCKETS_PER_ADDRESS_MAX = 500;

/** Counts who is inside, from the moment of the upgrade, so that nobody fills the house. */
export class SocketDoor {
  readonly #inside = new Map<string, number>();

  /** Whether there is room for one more socket of this user from this address. */
  mayEnter(userId: number, address: string): boolean {
    return this.#count(userKey(userId)) < SOCKETS_PER_USER_MAX &&
      this.#count(addressKey(address)) < SOCKETS_PER_ADDRESS_MAX;
  }

  /** Counts a socket in; the returned function counts it out, once. */
  enter(userId: number, address: string): () => void {
    const keys = [userKey(userId), addressKey(address)];
    for (const key of keys) this.#inside.set(key, this.#count(key) + 1);
    return () => {
      for (const key of keys.splice(0)) this.#leave(key);
    };
  }

  #leave(key: string): void {
    const left = this.#count(key) - 1;
    if (left > 0) this.#inside.set(key, left);
    else this.#inside.delete(key);
  }

  #count(key: string): number {
    return this.#inside.get(key) ?? 0;
  }
}

function userKey(userId: number): string {
  return `user ${userId}`;
}

function addressKey(address: string): string {
  return `address ${address}`;
}
