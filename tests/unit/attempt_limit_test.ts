import { deepEqual, equal, ok } from "node:assert/strict";
import * as fc from "fast-check";
import { AttemptLimit } from "../../realtime/attempt_limit.ts";
import { FakeTime } from "../support/fake_time.ts";

const OPTIONS = { attemptsMax: 3, windowMs: 10_000, keysMax: 5 };

Deno.test("AttemptLimit lets as many through per window as it says, and names the wait [AUTH-12]", async () => {
  const time = new FakeTime();
  const limit = new AttemptLimit(OPTIONS, time);
  for (let attempt = 0; attempt < 3; attempt++) {
    ok(limit.take("a").ok);
    await time.advance(1_000);
  }
  deepEqual(limit.take("a"), { ok: false, retryAfterSeconds: 7 });
  ok(limit.take("b").ok);
  await time.advance(6_999);
  deepEqual(limit.take("a"), { ok: false, retryAfterSeconds: 1 });
  await time.advance(1);
  ok(limit.take("a").ok);
  ok(!limit.take("a").ok);
});

Deno.test("AttemptLimit does not count what was given back or cleared [AUTH-12]", () => {
  const limit = new AttemptLimit(OPTIONS, new FakeTime());
  for (let attempt = 0; attempt < 20; attempt++) {
    const taken = limit.take("a");
    ok(taken.ok);
    taken.attempt.giveBack();
  }
  equal(limit.size, 0);
  for (let attempt = 0; attempt < 3; attempt++) ok(limit.take("a").ok);
  limit.clear("a");
  ok(limit.take("a").ok);
});

Deno.test("AttemptLimit remembers a bounded number of keys, the busiest last [AUTH-12]", async () => {
  const time = new FakeTime();
  const limit = new AttemptLimit(OPTIONS, time);
  for (let key = 0; key < 100; key++) {
    limit.take(`key ${key}`);
    if (limit.take("busy").ok) limit.clear("busy");
    ok(limit.size <= 5);
  }
  await time.advance(10_001);
  limit.take("later");
  equal(limit.size, 1);
});

Deno.test("AttemptLimit never lets more through in any window [AUTH-12]", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 6_000 }), { maxLength: 40 }), async (pauses) => {
      const time = new FakeTime(0);
      const limit = new AttemptLimit(OPTIONS, time);
      const done: number[] = [];
      for (const pause of pauses) {
        await time.advance(pause);
        if (limit.take("a").ok) done.push(time.now());
      }
      for (const start of done) ok(done.filter((at) => at >= start && at < start + 10_000).length <= 3);
    }),
    { numRuns: 50 },
  );
});
