import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import {
  AttachmentWatch,
  type FoundAttachment,
  SCAN_POLL_MS,
} from "../../islands/models/attachment_watch.ts";
import type { AttachmentObject } from "../../realtime/core/objects.ts";
import { attachmentNamed } from "../support/chat_objects.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const PENDING = attachmentNamed("knee.png", { scan: "pending" });
const ID = PENDING.attachment_id;
const messageWith = (...attachments: AttachmentObject[]) => ({
  attachment_ids: attachments.map((one) => one.attachment_id),
  attachments,
});

/** A watch over a server that answers one of `answers` after the other, the last for ever. */
function watchWith(...answers: (AttachmentObject | null | Error)[]) {
  const time = new FakeTime();
  const found = signal<ReadonlyMap<string, FoundAttachment>>(new Map());
  let asked = 0;
  const watch = new AttachmentWatch({
    found,
    timers: time,
    read: () => {
      const answer = answers[Math.min(asked++, answers.length - 1)];
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer ?? null);
    },
  });
  return { watch, time, found, asked: () => asked };
}

Deno.test("AttachmentWatch asks with growing waits until a file was found clean [CHAT-20]", async () => {
  const clean = { ...PENDING, scan: "clean" as const };
  const { watch, time, found, asked } = watchWith(PENDING, new Error("offline"), clean);
  watch.follow([messageWith(PENDING)]);
  watch.follow([messageWith(PENDING)]);
  for (const [n, wait] of SCAN_POLL_MS.slice(0, 3).entries()) {
    await time.advance(wait - 1);
    equal(asked(), n);
    await time.advance(1);
    equal(asked(), n + 1);
  }
  deepEqual(found.value.get(ID), clean);
  equal(time.pending, 0);
  watch.follow([messageWith(PENDING)]);
  equal(time.pending, 0);
});

Deno.test("AttachmentWatch notices that a file is infected or gone [CHAT-20]", async () => {
  for (const answer of [{ ...PENDING, scan: "infected" as const }, null]) {
    const { watch, time, found } = watchWith(answer);
    watch.follow([messageWith(PENDING)]);
    await time.advance(SCAN_POLL_MS[0]);
    deepEqual(found.value.get(ID), answer ?? "gone");
  }
});

Deno.test("AttachmentWatch follows only what is being checked [CHAT-20]", () => {
  const { watch, time } = watchWith(null);
  watch.follow([messageWith(attachmentNamed("a.png"), attachmentNamed("b.png", { scan: "skipped" }))]);
  equal(time.pending, 0);
});

Deno.test("AttachmentWatch reads what a message came without [CHAT-20]", async () => {
  const clean = { ...PENDING, scan: "clean" as const };
  const { watch, time, found } = watchWith(PENDING, clean);
  watch.follow([{ attachment_ids: [ID] }]);
  await time.advance(0);
  deepEqual(found.value.get(ID), PENDING);
  await time.advance(SCAN_POLL_MS[1]);
  deepEqual(found.value.get(ID), clean);
});

Deno.test("AttachmentWatch.look() finds out why a file can't be loaded, and follows it where it is being checked [CHAT-20]", async () => {
  const gone = watchWith(null);
  await gone.watch.look(ID);
  equal(gone.found.value.get(ID), "gone");
  const checked = watchWith(PENDING);
  await checked.watch.look(ID);
  equal(checked.time.pending, 1);
  const offline = watchWith(new Error("offline"));
  await offline.watch.look(ID);
  equal(offline.found.value.size, 0);
});

Deno.test("AttachmentWatch asks nothing more once it is disposed", async () => {
  const { watch, time, asked } = watchWith(PENDING);
  watch.follow([messageWith(PENDING)]);
  watch[Symbol.dispose]();
  await time.advance(SCAN_POLL_MS[0]);
  await settled();
  equal(asked(), 0);
});
