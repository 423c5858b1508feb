import { deepEqual, equal, ok } from "node:assert/strict";
import { signal } from "@preact/signals";
import type { ChatSignaling } from "../../islands/models/chat_deps.ts";
import { ChatFiles } from "../../islands/models/chat_files.ts";
import { linkChat } from "../../islands/models/chat_link.ts";
import { ChatModel } from "../../islands/models/chat_model.ts";
import { OUTBOX_MAX } from "../../islands/models/outbox.ts";
import type { UploadResult } from "../../islands/models/uploader.ts";
import type { Recording } from "../../islands/models/voice_recorder.ts";
import { directConversation, DOCTOR, messageNumbered, PATIENT } from "../support/chat_objects.ts";
import { FakeSignaling } from "../support/fake_signaling.ts";
import { FakeBrowserStorage, outboxIn } from "../support/fake_shelf.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const SOUND = { bytes: new Blob(["sound"], { type: "audio/webm" }), type: "audio/webm", extension: "webm" };
const RECORDING: Recording = {
  level: () => 0,
  finish: () => Promise.resolve(SOUND),
  discard: () => {},
  lost: new Promise(() => {}),
};

interface Sent {
  messageType: string;
  body: string;
  attachmentIds: string[];
  clientId: string;
}

/** A conversation with files, with everything around it in the hands of the test. */
function filesFor(me = PATIENT, kept = { browser: new FakeBrowserStorage(), tab: new FakeBrowserStorage() }) {
  const time = new FakeTime();
  const signaling = new FakeSignaling();
  const uploads: {
    clientId: string;
    name: string;
    signal: AbortSignal;
    answer: (result: UploadResult) => Promise<void>;
  }[] = [];
  const withdrawn: string[] = [];
  const shown = new Set<string>();
  let made = 0;
  const newId = () => `id-${++made}`;
  const chat = new ChatModel({
    me,
    conversation: directConversation(0),
    messages: [],
    callId: null,
    fileBytesMax: 1_000,
  });
  const deps = {
    stopwatch: time,
    timers: time,
    newId,
    upload: ({ clientId, name }: { clientId: string; name: string }, _: unknown, signal: AbortSignal) => {
      const { promise, resolve } = Promise.withResolvers<UploadResult>();
      const answer = (result: UploadResult) => {
        resolve(result);
        return settled();
      };
      uploads.push({ clientId, name, signal, answer });
      return promise;
    },
    read: () => Promise.resolve(null),
    withdraw: (attachmentId: string) => void withdrawn.push(attachmentId),
    microphone: () => Promise.resolve(RECORDING),
    addresses: {
      make: () => {
        const url = `blob:${newId()}`;
        shown.add(url);
        return url;
      },
      free: (url: string) => void shown.delete(url),
    },
  };
  linkChat(chat, {
    signaling: signaling as unknown as ChatSignaling,
    history: { after: () => Promise.resolve([]), before: () => Promise.resolve([]) },
    outbox: outboxIn(kept.browser, kept),
    inTurn: (run) => run(),
    chance: () => 0.5,
    clock: time,
    timers: time,
    newId,
    attentive: signal(false),
    loadFiles: () => Promise.resolve({ files: new ChatFiles(chat, deps), Panel: () => null }),
  });
  const sent = () => signaling.calls.filter(([name]) => name === "sendMessage").map(([, one]) => one as Sent);
  const attach = (...names: string[]) =>
    chat.useFiles((files) =>
      files.add(names.map((name) => new File(["bytes"], name, { type: "image/png" })))
    );
  return { chat, time, signaling, uploads, withdrawn, shown, sent, attach };
}

const what = ({ messageType, body, attachmentIds }: Sent) => [messageType, body, attachmentIds];
const done = (attachmentId: string): UploadResult => ({ ok: true, attachmentId });
const failed = (code: string): UploadResult => ({ ok: false, code });

Deno.test("a message with files goes when all of them are up, and words do not wait for it [CHAT-14]", async () => {
  const { chat, signaling, uploads, sent, attach } = filesFor();
  await attach("a.png", "b.png");
  chat.write("both knees");
  equal(chat.submit(), true);
  equal(chat.draft.value, "");
  chat.write("see above");
  chat.submit();
  deepEqual(sent().map(what), [["text", "see above", []]]);
  signaling.answers[0]?.resolve({ message: messageNumbered(1, { client_id: sent()[0]?.clientId }) });
  await uploads[0]?.answer(done("A"));
  equal(sent().length, 1);
  await uploads[1]?.answer(done("B"));
  deepEqual(what(sent()[1] as Sent), ["image", "both knees", ["A", "B"]]);
});

Deno.test("messages with files go out in the order in which they were written [CHAT-14]", async () => {
  const { chat, signaling, uploads, sent, attach } = filesFor();
  for (const name of ["a.png", "b.pdf"]) {
    await attach(name);
    chat.submit();
  }
  deepEqual(uploads.map((one) => one.name), ["a.png"]);
  await uploads[0]?.answer(done("A"));
  await uploads[1]?.answer(done("B"));
  const [first] = sent();
  ok(first);
  signaling.answers[0]?.resolve({ message: messageNumbered(1, { client_id: first.clientId }) });
  await settled();
  deepEqual(sent().map(what), [["image", "", ["A"]], ["file", "", ["B"]]]);
});

Deno.test("an upload that failed is repeated under the same client id, by itself or by the person [CHAT-13] [CHAT-15]", async () => {
  const { chat, signaling, uploads, attach } = filesFor();
  await attach("a.png");
  chat.submit();
  await uploads[0]?.answer(failed("unavailable"));
  signaling.emit("state", { name: "waiting", attempt: 1, retryAt: 0 });
  signaling.emit("state", { name: "open" });
  equal(uploads.length, 2);
  await uploads[1]?.answer(failed("insufficient_storage"));
  const fileId = chat.unsent.value[0]?.files[0]?.clientId ?? "";
  deepEqual(chat.uploads.value.get(fileId), { name: "failed", code: "insufficient_storage" });
  await chat.useFiles((files) => files.retry(fileId));
  equal(uploads.length, 3);
  deepEqual(new Set(uploads.map((one) => one.clientId)), new Set([fileId]));
});

Deno.test("the other files of a message go when the one that failed is left out [CHAT-17]", async () => {
  const { chat, uploads, sent, attach } = filesFor();
  await attach("a.png", "b.png");
  chat.submit();
  await uploads[0]?.answer(failed("infected"));
  await uploads[1]?.answer(done("B"));
  equal(sent().length, 0);
  const [message] = chat.unsent.value;
  ok(message);
  await chat.useFiles((files) => files.drop(message.files[0]?.clientId ?? ""));
  deepEqual(sent().map(what), [["image", "", ["B"]]]);
});

Deno.test("what is given up is stopped, forgotten, and taken back where it was up already [CHAT-17]", async () => {
  const { chat, uploads, withdrawn, shown, attach } = filesFor();
  await attach("a.png", "b.png");
  chat.submit();
  await uploads[0]?.answer(done("A"));
  const [message] = chat.unsent.value;
  ok(message);
  chat.discard(message.clientId);
  await settled();
  equal(uploads[1]?.signal.aborted, true);
  deepEqual(withdrawn, ["A"]);
  deepEqual([chat.unsent.value.length, chat.uploads.value.size, shown.size], [0, 0, 0]);
});

Deno.test("a message that has no file left is given up with its last one [CHAT-17]", async () => {
  const { chat, attach } = filesFor();
  await attach("a.png");
  chat.submit();
  const [message] = chat.unsent.value;
  ok(message);
  await chat.useFiles((files) => files.drop(message.files[0]?.clientId ?? ""));
  deepEqual(chat.unsent.value, []);
});

Deno.test("an upload that is done survives a reload, one that is not is lost and sends nothing [CHAT-16]", async () => {
  const kept = { browser: new FakeBrowserStorage(), tab: new FakeBrowserStorage() };
  const before = filesFor(PATIENT, kept);
  await before.attach("a.png");
  before.chat.submit();
  await before.attach("b.png");
  before.chat.submit();
  await before.uploads[0]?.answer(done("A"));
  before.chat[Symbol.dispose]();

  const after = filesFor(PATIENT, kept);
  deepEqual(after.sent().map(what), [["image", "", ["A"]]]);
  const lost = after.chat.unsent.value[1]?.files[0];
  ok(lost);
  deepEqual([lost.name, lost.attachmentId, after.chat.uploads.value.get(lost.clientId)], [
    "b.png",
    null,
    undefined,
  ]);
});

Deno.test("leaving the page is warned of while it holds bytes that are nowhere else [CHAT-16]", async () => {
  const { chat, uploads, attach } = filesFor();
  await attach("a.png");
  const { files } = chat.files.value.value ?? {};
  ok(files);
  equal(files.holds.value, false);
  chat.submit();
  equal(files.holds.value, true);
  await uploads[0]?.answer(done("A"));
  equal(files.holds.value, false);
  await files.recorder.start();
  equal(files.holds.value, true);
  files.recorder.cancel();
  equal(files.holds.value, false);
});

Deno.test("a voice note can be heard before it is sent as what it is [CHAT-18]", async () => {
  const { chat, uploads, sent, shown } = filesFor();
  await chat.useFiles(() => {});
  const { files } = chat.files.value.value ?? {};
  ok(files);
  await files.recorder.start();
  await files.recorder.stop();
  equal(shown.has(files.listen.value ?? ""), true);
  files.sendVoiceNote();
  deepEqual([files.listen.value, shown.size], [null, 0]);
  equal(uploads[0]?.name, "voice-note.webm");
  await uploads[0]?.answer(done("V"));
  deepEqual(sent().map(what), [["voice_note", "", ["V"]]]);
});

Deno.test("a doctor's prescription has its title, and what was written beside it is a message of its own [CHAT-22]", async () => {
  const { chat, signaling, uploads, sent, attach } = filesFor(DOCTOR);
  await attach("Ibuprofen.pdf");
  await chat.useFiles(({ tray }) => tray.choose("prescription"));
  chat.write("twice a day");
  chat.submit();
  const [text] = sent();
  ok(text);
  signaling.answers[0]?.resolve({
    message: messageNumbered(1, { client_id: text.clientId, sender_id: DOCTOR.id }),
  });
  await uploads[0]?.answer(done("P"));
  deepEqual(sent().map(what), [["text", "twice a day", []], ["prescription", "Ibuprofen", ["P"]]]);
});

Deno.test("a picture is seen from the tray until its message is sent, and no longer [CHAT-12]", async () => {
  const { chat, signaling, uploads, sent, shown, attach } = filesFor();
  await attach("a.png", "b.pdf");
  equal(shown.size, 1);
  const [url] = shown;
  chat.submit();
  const [picture] = chat.unsent.value[0]?.files ?? [];
  equal(chat.previews.value.get(picture?.clientId ?? ""), url);
  await uploads[0]?.answer(done("A"));
  await uploads[1]?.answer(done("B"));
  signaling.emit("chat:message", { message: messageNumbered(1, { client_id: sent()[0]?.clientId }) });
  equal(shown.size, 0);
});

Deno.test("what does not fit into the outbox stays in the tray [CHAT-12]", async () => {
  const { chat, attach } = filesFor();
  for (let n = 0; n < OUTBOX_MAX; n++) chat.enqueue({ messageType: "text", body: `${n}`, files: [] });
  await attach("a.png");
  equal(chat.submit(), false);
  equal(chat.files.value.value?.files.tray.files.value.length, 1);
});

Deno.test("what becomes of an upload is told in words once, not with every percent [CHAT-24]", async () => {
  const { chat, uploads, attach } = filesFor();
  await attach("a.png", "b.png");
  chat.submit();
  const { files } = chat.files.value.value ?? {};
  ok(files);
  deepEqual(files.news.value, { kind: "uploading", count: 2 });
  await uploads[0]?.answer(done("A"));
  deepEqual(files.news.value, { kind: "uploaded", name: "a.png" });
  await uploads[1]?.answer(failed("infected"));
  deepEqual(files.news.value, { kind: "failed", name: "b.png", code: "infected" });
});

Deno.test("files lay hold of nothing once the conversation is closed", async () => {
  const { chat, time, uploads, shown, attach } = filesFor();
  await attach("a.png");
  chat.submit();
  await uploads[0]?.answer(failed("unavailable"));
  chat[Symbol.dispose]();
  deepEqual([time.pending, shown.size], [0, 0]);
});
