import { deepEqual, equal } from "node:assert/strict";
import { ApiError } from "../../islands/lib/api_error.ts";
import {
  type ConversationDraft,
  GROUP_OTHERS_MAX,
  NewConversation,
} from "../../islands/models/new_conversation.ts";
import type { UserObject } from "../../realtime/core/objects.ts";
import { pageOf } from "../../realtime/core/page.ts";
import { FakeTime } from "../support/fake_time.ts";

const person = (id: number): UserObject => ({ id, name: `Person ${id}`, role: "patient" });
const people = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => person(from + index));

function scene() {
  const time = new FakeTime();
  const started: ConversationDraft[] = [];
  const gone: string[] = [];
  const asked: [q: string, page: number][] = [];
  let ids = 0;
  let outcome: () => Promise<string> = () => Promise.resolve("made");
  const model = new NewConversation();
  model.connect({
    timers: time,
    newId: () => `id-${++ids}`,
    people: (q, page) => {
      asked.push([q, page]);
      const items = page === 1 ? people(1, 51) : people(50, 61);
      return Promise.resolve(pageOf(items, 60, { page, perPage: 50 }));
    },
    start: (draft) => {
      started.push(draft);
      return outcome();
    },
    go: (id) => gone.push(id),
  });
  return { model, time, started, gone, asked, answer: (next: typeof outcome) => outcome = next };
}

Deno.test("NewConversation opens a direct conversation with one person and a named group with several [INBOX-7]", async () => {
  const { model, started, gone } = scene();
  model.begin();
  await model.start();
  equal(model.problem.value, "nobody_chosen");
  model.toggle(person(2));
  await model.start();
  model.toggle(person(3));
  await model.start();
  equal(model.problem.value, "group_name_missing");
  model.name("  Knee team ");
  await model.start();
  deepEqual(started.map(({ client_id: _, ...rest }) => rest), [
    { participant_ids: [2], conversation_type: "direct" },
    { participant_ids: [2, 3], conversation_type: "group", group_name: "Knee team" },
  ]);
  deepEqual(gone, ["made", "made"]);
});

Deno.test("NewConversation asks again under the same id, and under another for something else [INBOX-7]", async () => {
  const { model, started, answer } = scene();
  model.begin();
  model.toggle(person(2));
  model.toggle(person(3));
  model.name("Team");
  answer(() => Promise.reject(new ApiError(0, "unavailable", "")));
  await model.start();
  equal(model.problem.value, "open_failed");
  await model.start();
  equal(started[0]?.client_id, started[1]?.client_id);
  model.toggle(person(4));
  answer(() => Promise.reject(new ApiError(404, "not_found", "")));
  await model.start();
  equal(model.problem.value, "open_refused");
  equal(new Set(started.map((one) => one.client_id)).size, 2);
  deepEqual(model.chosen.value.map((one) => one.id), [2, 3, 4]);
});

Deno.test("NewConversation takes no more people than a group can have [INBOX-7]", () => {
  const { model } = scene();
  model.begin();
  for (const one of people(1, GROUP_OTHERS_MAX + 2)) model.toggle(one);
  equal(model.chosen.value.length, GROUP_OTHERS_MAX);
  equal(model.problem.value, "too_many");
  model.toggle(person(1));
  deepEqual([model.chosen.value.length, model.problem.value], [GROUP_OTHERS_MAX - 1, null]);
});

Deno.test("NewConversation looks people up once typing rests, page by page [INBOX-6]", async () => {
  const { model, time, asked } = scene();
  model.begin();
  model.search("gr");
  model.search("gra");
  await time.advance(1_000);
  deepEqual(asked, [["gra", 1]]);
  await model.more();
  deepEqual(asked.at(-1), ["gra", 2]);
  deepEqual([model.people.value.length, model.total.value, model.state.value], [60, 60, "ready"]);
});
