import { SampleAllowance, SAMPLES_AT_ONCE_MAX, SAMPLES_PER_SECOND } from "../../realtime/sample_allowance.ts";
import { assertEquals } from "../support/assert.ts";
import { FakeTime } from "../support/fake_time.ts";

Deno.test("SampleAllowance.take() refuses what is too much, says when to come back, and regains with time [QUAL-8]", async () => {
  const time = new FakeTime();
  const allowance = new SampleAllowance(time);
  assertEquals(allowance.take(1, SAMPLES_AT_ONCE_MAX), { ok: true });
  assertEquals(allowance.take(2, 60), { ok: true });
  const refused = allowance.take(1, 60);
  assertEquals(refused, { ok: false, retryAfterSeconds: 60 / SAMPLES_PER_SECOND });
  await time.advance(60 / SAMPLES_PER_SECOND * 1_000);
  assertEquals(allowance.take(1, 60), { ok: true });
  assertEquals(allowance.take(1, 1).ok, false);
});

Deno.test("SampleAllowance.take() never regains more than its most [QUAL-8]", async () => {
  const time = new FakeTime();
  const allowance = new SampleAllowance(time);
  allowance.take(1, 1);
  await time.advance(86_400_000);
  assertEquals(allowance.take(1, SAMPLES_AT_ONCE_MAX).ok, true);
  assertEquals(allowance.take(1, 1).ok, false);
});
