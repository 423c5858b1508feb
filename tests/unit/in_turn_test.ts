/// <reference lib="dom" />
import { deepEqual, equal, rejects } from "node:assert/strict";
import { inTurn } from "../../islands/in_turn.ts";
import { FakeLocks } from "../support/fake_locks.ts";
import { settled } from "../support/fake_time.ts";

Deno.test({
  name: "inTurn() runs one after the other under one name, and side by side under several [DEV-2]",
  // Its patience is a timer of the browser's own.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const locks = new FakeLocks();
    const begun: string[] = [];
    const ends: (() => void)[] = [];
    const turn = (name: string, who: string) =>
      inTurn(name, () => {
        begun.push(who);
        return new Promise<void>((resolve) => ends.push(resolve));
      }, locks);
    const all = [turn("a", "one"), turn("a", "two"), turn("b", "three")];
    await settled();
    deepEqual(begun, ["one", "three"]);
    ends[0]?.();
    await settled();
    deepEqual(begun, ["one", "three", "two"]);
    for (const end of ends) end();
    await Promise.all(all);
  },
});

Deno.test("inTurn() runs once all the same where locks are missing or refused [DEV-2]", async () => {
  const refusing = { request: () => Promise.reject(new DOMException("no", "SecurityError")) };
  for (const locks of [undefined, refusing as Pick<LockManager, "request">]) {
    let runs = 0;
    await inTurn("a", () => Promise.resolve(void runs++), locks);
    equal(runs, 1);
  }
});

Deno.test({
  name: "inTurn() runs nothing twice when what it runs fails [DEV-2]",
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    let runs = 0;
    const fail = () => {
      runs++;
      return Promise.reject(new Error("no"));
    };
    await rejects(inTurn("a", fail, new FakeLocks()), { message: "no" });
    equal(runs, 1);
  },
});
