import { PacketOutbox } from "../../realtime/packet_outbox.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

/** An outbox whose turns and answers come when a test says so. */
class OutboxScene {
  readonly time = new FakeTime();
  readonly batches: string[][] = [];
  readonly #turns: (() => void)[] = [];
  #answer = Promise.withResolvers<void>();
  readonly outbox = new PacketOutbox({
    clock: this.time,
    defer: (run) => void this.#turns.push(run),
    send: (packets) => {
      this.batches.push(packets.split("\u001e").map((one) => one.slice(one.lastIndexOf("\t") + 1)));
      this.#answer = Promise.withResolvers();
      return this.#answer.promise;
    },
  });

  add(...texts: string[]): void {
    this.outbox.add(texts.map((text) => ({ to: { users: [1] }, text })));
  }

  async turn(): Promise<void> {
    for (const run of this.#turns.splice(0)) run();
    await settled();
  }

  async answer(error?: Error): Promise<void> {
    if (error) this.#answer.reject(error);
    else this.#answer.resolve();
    await settled();
  }
}

Deno.test("PacketOutbox sends what one turn brought at once, and the next batch after the answer [BUS-18]", async () => {
  const scene = new OutboxScene();
  scene.outbox.setOpen(true);
  scene.add("1");
  scene.add("2", "3");
  assertEquals(scene.batches, []);
  await scene.turn();
  scene.add("4");
  await scene.turn();
  scene.add("5");
  assertEquals(scene.batches, [["1", "2", "3"]]);
  await scene.answer();
  assertEquals(scene.batches, [["1", "2", "3"], ["4", "5"]]);
  let isIdle = false;
  const idle = scene.outbox.idle().then(() => isIdle = true);
  await settled();
  assertEquals(isIdle, false);
  await scene.answer();
  await idle;
  await scene.outbox.idle();
  assertEquals(scene.outbox.debt(0), undefined);
});

Deno.test("PacketOutbox owes what failed, what waited then and what came while closed, until it is paid [BUS-11]", async () => {
  const scene = new OutboxScene();
  scene.add("too early");
  const early = scene.outbox.debt(0);
  assert(early !== undefined);
  scene.outbox.setOpen(true);
  scene.add("1");
  await scene.turn();
  scene.add("2");
  scene.outbox.pay(early);
  assertEquals(scene.outbox.debt(0), undefined);
  await scene.answer(new Error("lost"));
  assertEquals(scene.batches, [["1"]]);
  const debt = scene.outbox.debt(0);
  assert(debt !== undefined);
  scene.add("3");
  scene.outbox.setOpen(false);
  scene.outbox.pay(debt);
  assert(scene.outbox.debt(0) !== undefined, "what was lost since is not paid");
});

Deno.test("PacketOutbox owes a batch whose answer is late [BUS-11]", async () => {
  const scene = new OutboxScene();
  scene.outbox.setOpen(true);
  scene.add("1");
  await scene.turn();
  await scene.time.advance(1_000);
  assertEquals(scene.outbox.debt(1_000), undefined);
  await scene.time.advance(1);
  assert(scene.outbox.debt(1_000) !== undefined);
  await scene.answer();
});

Deno.test("PacketOutbox holds no more than some megabytes, and sends no more than a part of that at once [BUS-18]", async () => {
  const scene = new OutboxScene();
  scene.outbox.setOpen(true);
  const large = "x".repeat(100 * 1024);
  for (let n = 0; n < 80; n++) scene.add(large);
  await scene.turn();
  assertEquals(scene.batches.map((batch) => batch.length), [3]);
  for (let n = 0; n < 3; n++) scene.add(large);
  assertEquals(scene.outbox.debt(1), undefined);
  for (let n = 0; n < 2; n++) scene.add(large);
  assert(scene.outbox.debt(1) !== undefined);
  scene.add("after it");
  await scene.answer();
  assertEquals(scene.batches.slice(1), [["after it"]]);
  await scene.answer();
});
