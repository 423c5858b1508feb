/// <reference lib="dom" />

/** A browser's storage that never throws: where it is forbidden it is empty, where it is full nothing more goes in. */
export interface Shelf {
  /** All keys that begin so. */
  keys(prefix: string): string[];
  get(key: string): string | null;
  /** Whether it was taken. */
  put(key: string, value: string): boolean;
  drop(key: string): void;
  /** Calls back when another tab has changed something under such a key, until the returned function is called. */
  watch(prefix: string, run: () => void): () => void;
}

type KeyValueStore = Pick<Storage, "length" | "key" | "getItem" | "setItem" | "removeItem">;

/** A shelf over a storage; even asking for one throws where it is forbidden. */
export function shelfOf(open: () => KeyValueStore): Shelf {
  const attempt = <T>(run: (storage: KeyValueStore) => T): T | undefined => {
    try {
      return run(open());
    } catch {
      return undefined;
    }
  };
  return {
    keys: (prefix) =>
      attempt((storage) =>
        Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "")
          .filter((key) => key.startsWith(prefix))
      ) ?? [],
    get: (key) => attempt((storage) => storage.getItem(key)) ?? null,
    put: (key, value) => attempt((storage) => (storage.setItem(key, value), true)) ?? false,
    drop: (key) => void attempt((storage) => storage.removeItem(key)),
    watch: watchStorage,
  };
}

/** Shared by all tabs, and there until it is cleared. */
export const browserShelf = shelfOf(() => localStorage);

/** Of this tab alone, and gone with it. */
export const tabShelf = shelfOf(() => sessionStorage);

function watchStorage(prefix: string, run: () => void): () => void {
  // Only other tabs' changes are told; without a key all was cleared.
  const heard = ({ key }: StorageEvent) => (key ?? prefix).startsWith(prefix) && run();
  globalThis.addEventListener("storage", heard);
  return () => globalThis.removeEventListener("storage", heard);
}
