import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import {
  type PendingUpload,
  UPLOAD_RETRY_MS,
  Uploader,
  type UploadResult,
  type UploadState,
} from "../../islands/models/uploader.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const file = (clientId: string, size = 200): PendingUpload => ({
  clientId,
  name: `${clientId}.png`,
  bytes: new Blob([new Uint8Array(size)]),
});

/** An uploader whose uploads the test answers by hand. */
function uploaderWith() {
  const time = new FakeTime();
  const uploads = signal<ReadonlyMap<string, UploadState>>(new Map());
  const attempts: {
    clientId: string;
    progress: (sent: number) => void;
    signal: AbortSignal;
    answer: PromiseWithResolvers<UploadResult>;
  }[] = [];
  const told: string[] = [];
  const uploader = new Uploader({
    uploads,
    timers: time,
    upload: ({ clientId }, progress, signal) => {
      const answer = Promise.withResolvers<UploadResult>();
      attempts.push({ clientId, progress, signal, answer });
      return answer.promise;
    },
    uploaded: (clientId, attachmentId) => told.push(`${clientId} is ${attachmentId}`),
    failed: (clientId, code) => told.push(`${clientId} ${code}`),
  });
  const answer = async (result: UploadResult) => {
    attempts.at(-1)?.answer.resolve(result);
    await settled();
  };
  const tried = () => attempts.map((one) => one.clientId);
  return { uploader, uploads, time, attempts, told, answer, tried };
}

Deno.test("Uploader uploads one file after the other, in order [CHAT-13]", async () => {
  const { uploader, uploads, told, tried, answer } = uploaderWith();
  uploader.add(file("a"));
  uploader.add(file("b"));
  deepEqual(tried(), ["a"]);
  deepEqual([...uploads.value], [["a", { name: "uploading", percent: 0 }], ["b", { name: "waiting" }]]);
  await answer({ ok: true, attachmentId: "A" });
  deepEqual(tried(), ["a", "b"]);
  await answer({ ok: true, attachmentId: "B" });
  deepEqual(told, ["a is A", "b is B"]);
  deepEqual([...uploads.value], []);
});

Deno.test("Uploader tells how far an upload has come in whole percent, and 100 only when it is there [CHAT-13]", () => {
  const { uploader, uploads, attempts } = uploaderWith();
  uploader.add(file("a", 1_000));
  let drawn = 0;
  const stop = uploads.subscribe(() => void drawn++);
  for (const sent of [401, 402, 409, 1_200]) attempts[0]?.progress(sent);
  deepEqual(uploads.value.get("a"), { name: "uploading", percent: 99 });
  equal(drawn, 3);
  stop();
});

Deno.test("Uploader repeats under the same client id after a failure that passes, with growing waits [CHAT-15]", async () => {
  const { uploader, uploads, time, tried, told, answer } = uploaderWith();
  uploader.add(file("a"));
  for (const [n, wait] of UPLOAD_RETRY_MS.entries()) {
    await answer({ ok: false, code: "unavailable" });
    deepEqual(uploads.value.get("a"), { name: "waiting" });
    await time.advance(wait - 1);
    equal(tried().length, n + 1);
    await time.advance(1);
    equal(tried().length, n + 2);
  }
  deepEqual(new Set(tried()), new Set(["a"]));
  await answer({ ok: true, attachmentId: "A" });
  deepEqual(told, ["a is A"]);
});

Deno.test("Uploader.resume() goes on at once when the connection is back [CHAT-15]", async () => {
  const { uploader, time, tried, answer } = uploaderWith();
  uploader.add(file("a"));
  await answer({ ok: false, code: "unavailable" });
  uploader.resume();
  deepEqual(tried(), ["a", "a"]);
  equal(time.pending, 0);
});

Deno.test("Uploader leaves a refusal to the person and goes on with the next file [CHAT-15]", async () => {
  for (
    const code of [
      "too_large",
      "quota_exceeded",
      "unsupported_type",
      "infected",
      "insufficient_storage",
      "unauthorized",
    ]
  ) {
    const { uploader, uploads, tried, told, answer } = uploaderWith();
    uploader.add(file("a"));
    uploader.add(file("b"));
    await answer({ ok: false, code });
    deepEqual(uploads.value.get("a"), { name: "failed", code });
    deepEqual(told, [`a ${code}`]);
    deepEqual(tried(), ["a", "b"]);
    await answer({ ok: true, attachmentId: "B" });
    uploader.retry("a");
    deepEqual(tried(), ["a", "b", "a"]);
  }
});

Deno.test("Uploader.cancel() stops the upload that runs, and what it answers counts no more [CHAT-17]", async () => {
  const { uploader, uploads, tried, told, attempts } = uploaderWith();
  uploader.add(file("a"));
  uploader.add(file("b"));
  uploader.cancel("a");
  equal(attempts[0]?.signal.aborted, true);
  attempts[0]?.answer.resolve({ ok: true, attachmentId: "A" });
  attempts[0]?.progress(10);
  await settled();
  deepEqual(told, []);
  deepEqual(tried(), ["a", "b"]);
  deepEqual([...uploads.value.keys()], ["b"]);
});

Deno.test("Uploader does nothing more once it is disposed", async () => {
  const { uploader, time, attempts, answer, tried } = uploaderWith();
  uploader.add(file("a"));
  await answer({ ok: false, code: "unavailable" });
  uploader[Symbol.dispose]();
  equal(time.pending, 0);
  uploader.resume();
  equal(tried().length, 1);
  const second = uploaderWith();
  second.uploader.add(file("a"));
  second.uploader[Symbol.dispose]();
  equal(second.attempts[0]?.signal.aborted, true);
  equal(attempts.length, 1);
});
