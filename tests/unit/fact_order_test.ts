import { FactOrder } from "../../realtime/fact_order.ts";
import type { Audience, FactMark, Packet } from "../../realtime/ports/notice.ts";
import { assertEquals } from "../support/assert.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const TO: Audience = { users: [1] };

function link(number: number, name = "messages c"): Packet {
  return { to: TO, text: String(number), fact: { name, number, isChain: true } };
}

function fact(name: string, number: number, to = TO): Packet {
  const mark: FactMark = { name, number };
  return { to, text: `${name} ${number}`, fact: mark };
}

function scene({ stored = [], listened = true }: { stored?: number[]; listened?: boolean } = {}) {
  const time = new FakeTime();
  const passed: string[] = [];
  const asked: [number, number][] = [];
  const errors: unknown[] = [];
  let isDown = false;
  const order = new FactOrder({
    clock: time,
    timers: time,
    pass: (packet) => passed.push(packet.text),
    hasListenedSince: () => listened,
    fetch(_, after, before) {
      asked.push([after, before]);
      if (isDown) return Promise.reject(new Error("down"));
      return Promise.resolve(stored.filter((n) => n > after && n < before).map((n) => link(n)));
    },
    report: (error) => errors.push(error),
  });
  const take = (...packets: Packet[]) => packets.forEach((one) => order.take(one));
  return { order, time, passed, asked, errors, take, breakStore: () => isDown = true };
}

Deno.test("FactOrder.take() passes what is no fact as often as it comes [ORDER-1]", () => {
  const { take, passed } = scene();
  take({ to: TO, text: "typing" }, { to: TO, text: "typing" });
  assertEquals(passed, ["typing", "typing"]);
});

Deno.test("FactOrder.take() passes each number of a fact once, and no older one [ORDER-1]", () => {
  const { take, passed } = scene();
  take(fact("a", 2), fact("a", 2), fact("a", 1), fact("b", 1), fact("a", 3));
  assertEquals(passed, ["a 2", "b 1", "a 3"]);
});

Deno.test("FactOrder.take() passes one number to each of a person's audiences [ORDER-1]", () => {
  const { take, passed } = scene();
  const only = { users: [1], only: "phone" };
  const except = { users: [1], except: { userId: 1, id: "phone" } };
  take(fact("a", 2, only), fact("a", 2, except), fact("a", 2, only), fact("a", 2, except));
  take(fact("a", 1), fact("a", 1, only));
  assertEquals(passed, ["a 2", "a 2"]);
});

Deno.test("FactOrder.take() puts links in order that overtook each other, without asking [ORDER-2]", async () => {
  const { take, passed, asked, time } = scene();
  take(link(4), link(6), link(7));
  assertEquals(passed, ["4"]);
  take(link(5), link(6), link(4));
  assertEquals(passed, ["4", "5", "6", "7"]);
  await time.advance(1_000);
  assertEquals([asked.length, time.pending], [0, 0]);
});

Deno.test("FactOrder.take() reads links that do not come, and passes them before the later ones [ORDER-2]", async () => {
  const { take, passed, asked, time } = scene({ stored: [1, 2, 3, 4, 5, 6, 7] });
  take(link(4), link(7));
  await time.advance(1_000);
  assertEquals([passed, asked], [["4", "5", "6", "7"], [[4, 7]]]);
  take(link(5), link(8));
  assertEquals(passed.slice(4), ["8"]);
});

Deno.test("FactOrder.take() passes later links after a while where the missing can't be had [ORDER-2]", async () => {
  const { take, passed, errors, time, breakStore } = scene();
  breakStore();
  take(link(4), link(7), link(6));
  await time.advance(1_000);
  assertEquals([passed, errors.length, time.pending], [["4", "6", "7"], 1, 0]);
  // One that turns up after all has not been told to anybody.
  take(link(5), link(7), link(8));
  assertEquals(passed.slice(3), ["5", "8"]);
});

Deno.test("FactOrder.take() does not fill a gap that is wide, or from before any socket was there [ORDER-3]", async () => {
  const late = scene({ listened: false, stored: [5, 6] });
  late.take(link(4), link(7));
  assertEquals(late.passed, ["4", "7"]);
  const wide = scene({ stored: [5, 6] });
  wide.take(link(4), link(900), link(901));
  assertEquals(wide.passed, ["4", "900", "901"]);
  await Promise.all([late.time.advance(1_000), wide.time.advance(1_000)]);
  assertEquals([late.asked.length, wide.asked.length], [0, 0]);
});

Deno.test("FactOrder.take() passes a link from before its beginning: it was told to nobody [ORDER-3]", () => {
  const { take, passed } = scene();
  take(link(6), link(5), link(7));
  assertEquals(passed, ["6", "5", "7"]);
});

Deno.test("FactOrder.close() leaves no timer [ORDER-2]", async () => {
  const { take, order, time, passed } = scene();
  take(link(4), link(6));
  order.close();
  await settled();
  assertEquals([time.pending, passed], [0, ["4"]]);
});
