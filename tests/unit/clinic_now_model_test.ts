import { signal } from "@preact/signals";
import assert from "node:assert/strict";
import { ClinicNowModel, LOOK_EVERY_MS, LOOK_MAX_MS } from "../../islands/models/clinic_now_model.ts";
import type { ClinicNowObject } from "../../realtime/core/clinic_objects.ts";
import { clinicNow } from "../support/clinic_objects.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

function scene() {
  const time = new FakeTime();
  const visible = signal(true);
  const asked: { signal: AbortSignal; answer: PromiseWithResolvers<ClinicNowObject | undefined> }[] = [];
  const model = new ClinicNowModel(clinicNow());
  const end = model.connect({
    timers: time,
    visible,
    look(signal) {
      const answer = Promise.withResolvers<ClinicNowObject | undefined>();
      signal.addEventListener("abort", () => answer.reject(new Error("given up")));
      asked.push({ signal, answer });
      return answer.promise;
    },
  });
  return { time, visible, asked, model, end };
}

Deno.test("ClinicNowModel looks again every few seconds, and once at a time [ADMIN-3]", async () => {
  const { time, asked, model, end } = scene();
  await time.advance(LOOK_EVERY_MS - 1);
  assert.equal(asked.length, 0);
  await time.advance(1);
  assert.equal(asked.length, 1);
  await time.advance(LOOK_EVERY_MS);
  assert.equal(asked.length, 1);
  asked[0]!.answer.resolve(clinicNow({ more_calls: true }));
  await settled();
  assert.equal(model.now.more_calls, true);
  await time.advance(LOOK_EVERY_MS);
  assert.equal(asked.length, 2);
  end();
  await settled();
  assert.equal(time.pending, 0);
  assert.ok(asked[1]!.signal.aborted);
});

Deno.test("ClinicNowModel rests out of sight, and looks at once when it is seen again [ADMIN-3]", async () => {
  const { time, visible, asked, model } = scene();
  await time.advance(LOOK_EVERY_MS);
  visible.value = false;
  assert.ok(asked[0]!.signal.aborted);
  await time.advance(10 * LOOK_EVERY_MS);
  assert.deepEqual([asked.length, model.problem], [1, "none"]);
  visible.value = true;
  await time.advance(0);
  assert.equal(asked.length, 2);
});

Deno.test("ClinicNowModel keeps what it shows without a connection, and goes on by itself [ADMIN-3]", async () => {
  const { time, asked, model } = scene();
  await time.advance(LOOK_EVERY_MS);
  asked[0]!.answer.reject(new TypeError("no network"));
  await settled();
  assert.deepEqual([model.problem, model.now], ["offline", clinicNow()]);
  await time.advance(LOOK_EVERY_MS);
  // Silence counts as no answer.
  await time.advance(LOOK_MAX_MS);
  assert.equal(model.problem, "offline");
  await time.advance(LOOK_EVERY_MS);
  asked[2]!.answer.resolve(clinicNow({ more_people: true }));
  await settled();
  assert.deepEqual([model.problem, model.now.more_people], ["none", true]);
});

Deno.test("ClinicNowModel says that it was refused, and asks no more [ADMIN-3]", async () => {
  const { time, asked, model } = scene();
  await time.advance(LOOK_EVERY_MS);
  asked[0]!.answer.resolve(undefined);
  await settled();
  assert.equal(model.problem, "refused");
  await time.advance(10 * LOOK_EVERY_MS);
  assert.equal(asked.length, 1);
});
