import { BusTrust } from "../../realtime/bus_trust.ts";
import { assertEquals } from "../support/assert.ts";

const PACE = { beatMs: 1_000, answerMs: 2_000, trustMs: 3_000, leaseMs: 10_000, reopenMs: 2_000 };
const AGES = new Map([["a", 0], ["b", 500], ["c", 3_500]]);

function beaten(now: number): BusTrust {
  const trust = new BusTrust("a", PACE);
  trust.send(now);
  trust.answer({ number: 5, left: 0, ages: AGES });
  trust.receive(5);
  return trust;
}

Deno.test("BusTrust trusts nobody else until a beat was answered and has come back, in either order [BUS-12]", () => {
  const trust = new BusTrust("a", PACE);
  assertEquals(trust.trusted(0), ["a"]);
  trust.send(0);
  trust.answer({ number: 5, left: 0, ages: AGES });
  assertEquals([trust.isConfirmed, trust.isSound(0), trust.trusted(0)], [false, false, ["a"]]);
  trust.receive(4);
  assertEquals(trust.trusted(0), ["a"]);
  trust.receive(5);
  assertEquals([trust.isConfirmed, trust.isSound(0), trust.trusted(0)], [true, true, ["a", "b"]]);
  trust.send(1_000);
  trust.receive(6);
  assertEquals(trust.isConfirmed, false);
  trust.answer({ number: 6, left: 0, ages: AGES });
  assertEquals(trust.isConfirmed, true);
});

Deno.test("BusTrust trusts others while their last beat is fresh, and nobody once its own is not [BUS-12]", () => {
  const trust = beaten(10_000);
  assertEquals(trust.trusted(12_499), ["a", "b"]);
  assertEquals(trust.trusted(12_500), ["a"]);
  assertEquals([trust.isSound(12_999), trust.isSound(13_000)], [true, false]);
});

Deno.test("BusTrust trusts nobody on a clock that went back [BUS-12]", () => {
  const trust = beaten(10_000);
  assertEquals([trust.isSound(9_999), trust.trusted(9_999)], [false, ["a"]]);
});

Deno.test("BusTrust.receive() tells gaps, repetitions and new beginnings [BUS-13]", () => {
  const trust = new BusTrust("a", PACE);
  assertEquals([8, 9, 11, 12, 12, 1, 2].map((number) => trust.receive(number)), [
    ...[true, true, false, true, false, false, true],
  ]);
  trust.reset();
  assertEquals([trust.receive(70), trust.isConfirmed], [true, false]);
});

Deno.test("BusTrust knows when there may be something to reap, without asking [BUS-9]", () => {
  const trust = beaten(10_000);
  assertEquals([trust.hasOrphans(10_000), trust.hasOrphans(16_499), trust.hasOrphans(16_500)], [
    false,
    false,
    true,
  ]);
  trust.send(11_000);
  trust.answer({ number: 6, left: 1, ages: new Map() });
  assertEquals(trust.hasOrphans(11_000), true);
});
