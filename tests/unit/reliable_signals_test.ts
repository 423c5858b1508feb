/// <reference lib="dom" />
import { deepEqual, equal, ok } from "node:assert/strict";
import { ReliableSignals, type Signal } from "../../islands/lib/reliable_signals.ts";
import { FakeHost } from "../support/fake_host.ts";
import { seededChance } from "../support/seeded_chance.ts";

function candidate(name: string): Signal {
  return { kind: "candidate", candidate: { candidate: name } };
}

/** One end whose sends, acknowledgements and deliveries are noted. */
function endOf(host: FakeHost, firstNumber = 1_000.7) {
  const sent: number[] = [];
  const acknowledged: number[] = [];
  const delivered: Signal[] = [];
  const signals = new ReliableSignals({
    host,
    firstNumber,
    send: (_, n) => sent.push(n),
    acknowledge: (n) => acknowledged.push(n),
    deliver: (signal) => delivered.push(signal),
  });
  return { signals, sent, acknowledged, delivered };
}

Deno.test("post() numbers upwards from the server's clock and repeats every 2 s until acknowledged [ACK-1]", async () => {
  const host = new FakeHost();
  const { signals, sent } = endOf(host);
  signals.post(candidate("a"));
  signals.post(candidate("b"));
  deepEqual(sent, [1_000, 1_001]);
  signals.acknowledged(1_000);
  await host.advance(6_000);
  deepEqual(sent, [1_000, 1_001, 1_001, 1_001, 1_001]);
  signals.acknowledged(1_001);
  await host.advance(6_000);
  equal(sent.length, 5);
  equal(host.pending, 0);
});

Deno.test("resendAll() repeats what is unacknowledged at once, in its order [ACK-1]", () => {
  const { signals, sent } = endOf(new FakeHost());
  for (const name of ["a", "b", "c"]) signals.post(candidate(name));
  signals.acknowledged(1_001);
  signals.resendAll();
  deepEqual(sent, [1_000, 1_001, 1_002, 1_000, 1_002]);
});

Deno.test("received() delivers each message once and acknowledges every copy [ACK-2]", () => {
  const { signals, acknowledged, delivered } = endOf(new FakeHost());
  signals.received(candidate("b"), 8);
  signals.received(candidate("a"), 7);
  signals.received(candidate("b"), 8);
  deepEqual(delivered, [candidate("b"), candidate("a")]);
  deepEqual(acknowledged, [8, 7, 8]);
});

Deno.test("received() takes messages of clients that do not number [ACK-2]", () => {
  const { signals, acknowledged, delivered } = endOf(new FakeHost());
  signals.received(candidate("a"), undefined);
  signals.received(candidate("a"), undefined);
  equal(delivered.length, 2);
  deepEqual(acknowledged, []);
});

Deno.test("discard() forgets what belongs to a connection that is no more, and goes on numbering [ACK-3]", async () => {
  const host = new FakeHost();
  const { signals, sent } = endOf(host);
  signals.post(candidate("a"));
  signals.discard();
  await host.advance(10_000);
  signals.post(candidate("b"));
  deepEqual(sent, [1_000, 1_001]);
  equal(signals.unacknowledged, 1);
});

Deno.test("Only the newest 256 messages are kept for a peer that never answers [ACK-4]", () => {
  const { signals, sent } = endOf(new FakeHost());
  for (let n = 0; n < 300; n++) signals.post(candidate(String(n)));
  equal(signals.unacknowledged, 256);
  sent.length = 0;
  signals.resendAll();
  equal(sent[0], 1_044);
});

Deno.test("Two ends get every message across exactly once, whatever is lost, doubled or reordered [ACK-5]", async () => {
  for (let seed = 1; seed <= 50; seed++) {
    const host = new FakeHost();
    const chance = seededChance(seed);
    const delivered: Record<string, string[]> = { a: [], b: [] };
    const ends: Record<string, ReliableSignals> = {};
    const carry = (to: string, run: (end: ReliableSignals) => void) => {
      if (chance() < 0.4) return;
      for (let copy = chance() < 0.3 ? 2 : 1; copy > 0; copy--) {
        host.later(() => ends[to] && run(ends[to]), chance() * 500);
      }
    };
    for (const [side, other] of [["a", "b"], ["b", "a"]] as const) {
      ends[side] = new ReliableSignals({
        host,
        firstNumber: host.now(),
        send: (signal, n) => carry(other, (end) => end.received(signal, n)),
        acknowledge: (n) => carry(other, (end) => end.acknowledged(n)),
        deliver: (signal) => delivered[side]?.push(JSON.stringify(signal)),
      });
    }
    const names = Array.from({ length: 20 }, (_, index) => candidate(String(index)));
    for (const name of names) for (const side of ["a", "b"]) ends[side]?.post(name);
    await host.advance(60_000);
    for (const side of ["a", "b"]) {
      deepEqual(delivered[side]?.sort(), names.map((one) => JSON.stringify(one)).sort(), `seed ${seed}`);
    }
    ok(host.pending === 0, `seed ${seed} leaves timers`);
  }
});
