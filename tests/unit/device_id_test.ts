/// <reference lib="dom" />
import { equal, match, notEqual } from "node:assert/strict";
import { claimDeviceId, type TabPlace } from "../../islands/lib/device_id.ts";
import { freshId } from "../../islands/lib/fresh_id.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Locks that are granted once and wait otherwise, as in a browser. */
function locksOf(taken: Set<string>): TabPlace["locks"] {
  const request = (name: string, options: LockOptions, run: (lock: null) => Promise<unknown>) => {
    if (!taken.has(name)) {
      taken.add(name);
      return run(null);
    }
    return new Promise((_, reject) => {
      options.signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    });
  };
  return { request } as never;
}

function storageOf(values: Map<string, string>): TabPlace["storage"] {
  return { getItem: (key) => values.get(key) ?? null, setItem: (key, value) => void values.set(key, value) };
}

Deno.test("claimDeviceId() keeps a tab's id over reloads [DEVICE-1]", async () => {
  const storage = storageOf(new Map());
  const first = await claimDeviceId({ storage, locks: locksOf(new Set()) });
  match(first, UUID);
  equal(await claimDeviceId({ storage, locks: locksOf(new Set()) }), first);
});

Deno.test("claimDeviceId() gives a duplicated tab an id of its own [DEVICE-1]", async () => {
  const taken = new Set<string>();
  const values = new Map<string, string>();
  const first = await claimDeviceId({ storage: storageOf(values), locks: locksOf(taken) });
  const copied = new Map(values);
  const duplicate = await claimDeviceId({ storage: storageOf(copied), locks: locksOf(taken), waitMs: 1 });
  notEqual(duplicate, first);
  equal([...copied.values()][0], duplicate);
});

Deno.test("claimDeviceId() works without storage and without locks [DEVICE-1]", async () => {
  match(await claimDeviceId({ storage: null, locks: null }), UUID);
  const forbidden = () => {
    throw new DOMException("", "SecurityError");
  };
  match(await claimDeviceId({ storage: { getItem: forbidden, setItem: forbidden }, locks: null }), UUID);
});

Deno.test("freshId() makes a UUID outside secure contexts too [DEVICE-1]", () => {
  match(freshId(), UUID);
  const randomUUID = crypto.randomUUID;
  try {
    Object.assign(crypto, { randomUUID: undefined });
    match(freshId(), UUID);
    notEqual(freshId(), freshId());
  } finally {
    Object.assign(crypto, { randomUUID });
  }
});
