import { deepEqual, equal, ok } from "node:assert/strict";
import { ReliableSignals, type Signal } from "../../islands/lib/reliable_signals.ts";
import { nextSignalNumber, rememberSignalNumber } from "../../islands/lib/signal_numbers.ts";
import { FakeHost } from "../support/fake_host.ts";
import { seededChance } from "../support/seeded_chance.ts";

function tabStorage() {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

Deno.test("nextSignalNumber() is the server's time, or more than the last number of the same call [DEV-15]", () => {
  const place = tabStorage();
  equal(nextSignalNumber("a", 1_000.7, place), 1_000);
  rememberSignalNumber("a", 1_005, place);
  equal(nextSignalNumber("a", 900, place), 1_006);
  equal(nextSignalNumber("a", 2_000, place), 2_000);
  equal(nextSignalNumber("b", 900, place), 900);
  equal(nextSignalNumber("a", 900, null), 900);
});

Deno.test("Signals get across exactly once over a reload onto a server whose clock is behind, whatever is lost, doubled or reordered [DEV-15]", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const host = new FakeHost();
    const chance = seededChance(seed);
    const place = tabStorage();
    const delivered: string[] = [];
    const lossy = (run: () => void) => {
      if (chance() < 0.4) return;
      for (let copy = chance() < 0.3 ? 2 : 1; copy > 0; copy--) host.later(run, chance() * 500);
    };
    // A page's own end: what still travels to a page that is gone reaches nobody.
    let page: ReliableSignals;
    const open = (serverNow: number) =>
      page = new ReliableSignals({
        host,
        firstNumber: nextSignalNumber("call", serverNow, place),
        onNumber: (n) => rememberSignalNumber("call", n, place),
        send: (signal, n) => lossy(() => peer.received(signal, n)),
        acknowledge: () => {},
        deliver: () => {},
      });
    const peer: ReliableSignals = new ReliableSignals({
      host,
      firstNumber: 1,
      send: () => {},
      acknowledge: (n) => lossy(() => page.acknowledged(n)),
      deliver: (signal) => delivered.push(JSON.stringify(signal)),
    });
    const names = (life: string): Signal[] =>
      Array.from({ length: 30 }, (_, n) => ({ kind: "candidate", candidate: { candidate: `${life} ${n}` } }));
    const first = open(host.now());
    for (const one of names("before")) first.post(one);
    await host.advance(300);
    first.discard();
    const second = open(host.now() - 290);
    for (const one of names("after")) second.post(one);
    await host.advance(60_000);
    const after = delivered.filter((one) => one.includes("after")).sort();
    deepEqual(after, names("after").map((one) => JSON.stringify(one)).sort(), `seed ${seed}`);
    ok(new Set(delivered).size === delivered.length, `seed ${seed} delivers twice`);
  }
});
