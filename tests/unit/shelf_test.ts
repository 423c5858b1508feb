import { deepEqual, equal } from "node:assert/strict";
import { shelfOf } from "../../islands/shelf.ts";

/** A Storage in memory that throws once it is full. */
function storageWithRoom(room: number) {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index: number) => [...items.keys()][index] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (items.size >= room) throw new DOMException("full", "QuotaExceededError");
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  };
}

Deno.test("shelfOf() keeps, finds by prefix and drops, and says when there is no room [DEV-1]", () => {
  const storage = storageWithRoom(2);
  const shelf = shelfOf(() => storage);
  deepEqual([shelf.put("a.1", "one"), shelf.put("b.1", "two"), shelf.put("a.2", "three")], [
    true,
    true,
    false,
  ]);
  deepEqual([shelf.keys("a."), shelf.get("a.1"), shelf.get("a.2")], [["a.1"], "one", null]);
  shelf.drop("a.1");
  deepEqual(shelf.keys(""), ["b.1"]);
});

Deno.test("shelfOf() is empty where storage is forbidden, even to ask for [DEV-1]", () => {
  const shelf = shelfOf(() => {
    throw new DOMException("forbidden", "SecurityError");
  });
  shelf.drop("a");
  deepEqual([shelf.keys(""), shelf.get("a"), shelf.put("a", "one")], [[], null, false]);
});

Deno.test("shelfOf() hears what other tabs change, and nothing else [DEV-2]", () => {
  let heard = 0;
  const stop = shelfOf(() => storageWithRoom(1)).watch("a.", () => heard++);
  const tell = (key: string | null) => globalThis.dispatchEvent(Object.assign(new Event("storage"), { key }));
  for (const key of ["a.1", "b.1", null]) tell(key);
  equal(heard, 2);
  stop();
  tell("a.1");
  equal(heard, 2);
});
