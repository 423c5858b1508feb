import { deepEqual, equal } from "node:assert/strict";
import { ApiError } from "../../islands/lib/api_error.ts";
import { AfterModel, type Rating } from "../../islands/models/after_model.ts";
import type { CallObject } from "../../realtime/core/objects.ts";
import { callBetween } from "../support/call_objects.ts";
import { attachmentNamed, CONVERSATION_ID, DOCTOR, PATIENT } from "../support/chat_objects.ts";

const TALKED = {
  status: "ended",
  end_reason: "user_hangup",
  connected_at: "2026-03-02T09:00:05.000Z",
  ended_at: "2026-03-02T09:12:00.000Z",
} as const;
const NOW = Date.parse("2026-03-02T09:13:00.000Z");

function scene(call: Partial<CallObject>, { said = null as Rating | null, now = NOW } = {}) {
  const facts = {
    me: PATIENT,
    peer: DOCTOR,
    call: callBetween(DOCTOR, PATIENT, call),
    conversationId: CONVERSATION_ID,
  };
  const model = new AfterModel(facts);
  const rated: Rating[] = [];
  let fails: Error | null = null;
  const connect = () =>
    model.connect({
      now: () => now,
      files: () => Promise.resolve({ items: [attachmentNamed("a.png")], more: true }),
      rating: () => Promise.resolve(said),
      rate: (rating) => {
        rated.push(rating);
        return fails ? Promise.reject(fails) : Promise.resolve(rating);
      },
    });
  return { model, connect, rated, fail: (error: Error | null) => fails = error };
}

Deno.test("AfterModel asks once, takes an answer with a word beside it, and lets it be changed [INBOX-14]", async () => {
  const { model, connect, rated } = scene(TALKED);
  await connect();
  deepEqual([model.step.value, model.files.value.length, model.hasMoreFiles.value], ["asked", 1, true]);
  await model.send();
  equal(model.problem.value, "missing");
  model.stars.value = 4;
  model.comment.value = "  fine ";
  await model.send();
  deepEqual([model.step.value, rated], ["said", [{ stars: 4, comment: "fine" }]]);
  model.change();
  deepEqual([model.step.value, model.stars.value, model.comment.value], ["asked", 4, "fine"]);
  await model.skip();
  deepEqual([model.step.value, rated.length], ["said", 1]);
});

Deno.test("AfterModel asks nobody who did not want to say, who comes too late or who never talked [INBOX-14]", async () => {
  const skipped = scene(TALKED);
  await skipped.connect();
  await skipped.model.skip();
  deepEqual([skipped.model.step.value, skipped.rated], ["skipped", [{ stars: null, comment: null }]]);
  const before = scene(TALKED, { said: { stars: null, comment: null } });
  await before.connect();
  equal(before.model.step.value, "skipped");
  const late = scene(TALKED, { now: NOW + 25 * 3_600_000 });
  await late.connect();
  equal(late.model.step.value, "skipped");
  const missed = scene({ status: "missed", end_reason: "missed" });
  await missed.connect();
  deepEqual([missed.model.step.value, missed.model.files.value], ["unknown", []]);
});

Deno.test("AfterModel keeps what was typed when it can't be sent [INBOX-14]", async () => {
  const { model, connect, fail } = scene(TALKED);
  await connect();
  model.stars.value = 2;
  model.comment.value = "the sound";
  fail(new ApiError(0, "unavailable", ""));
  await model.send();
  deepEqual([model.step.value, model.problem.value, model.comment.value], ["asked", "failed", "the sound"]);
  fail(new ApiError(409, "conflict", ""));
  await model.send();
  equal(model.problem.value, "too_late");
});

Deno.test("AfterModel names who came, and a short number where the connection failed [INBOX-13]", () => {
  const joined = "2026-03-02T09:00:04.000Z";
  const participant = (user_id: number, joined_at: string | null) => ({
    ...{ user_id, joined_at, left_at: null, media_attested_at: null },
  });
  const participants = [participant(PATIENT.id, joined), participant(DOCTOR.id, null)];
  const { model } = scene({ status: "ended", end_reason: "connection_failed", participants });
  deepEqual(model.there, [PATIENT.name]);
  equal(model.quote, model.facts.call.call_id.slice(0, 8).toUpperCase());
  equal(scene(TALKED).model.quote, null);
});
