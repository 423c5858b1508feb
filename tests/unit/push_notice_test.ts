import type { PushPayload } from "../../realtime/core/push_payload.ts";
import { noticeOf } from "../../islands/worker/push_notice.ts";
import { tapped, windowFor } from "../../islands/worker/tap.ts";
import { speak } from "../../islands/worker/worker_text.ts";
import { assertEquals } from "../support/assert.ts";

const NOW = Date.parse("2026-03-02T09:00:00.000Z");
const CALL = "0b5f3a1e-6a34-4d0c-9b53-6d7a4c1f0b11";
const UNSEEN = { now: NOW, isWatched: false, shown: null } as const;

const ring: Extract<PushPayload, { kind: "ring" }> = {
  v: 1,
  lang: "en",
  kind: "ring",
  call_id: CALL,
  call_type: "video",
  name: "Dr. Dana Doctor",
  role: "doctor",
  until: "2026-03-02T09:00:30.000Z",
};

Deno.test("a ring stays until it is answered, with both answers on it [PWA-4]", () => {
  const notice = noticeOf(ring, UNSEEN);
  assertEquals(notice?.title, "Dr. Dana Doctor is calling you");
  assertEquals(notice?.options.body, "Doctor · Video call");
  assertEquals(notice?.options.requireInteraction, true);
  assertEquals(notice?.options.actions?.map((one) => one.action), ["accept", "decline"]);
  assertEquals(notice?.options.tag, CALL);
});

Deno.test("a ring that comes late says that it was missed; one that is over or watched shows nothing [PWA-4]", () => {
  assertEquals(noticeOf(ring, { ...UNSEEN, now: NOW + 30_000 })?.options.data.kind, "missed");
  assertEquals(noticeOf(ring, { ...UNSEEN, shown: "missed" }), null);
  assertEquals(noticeOf(ring, { ...UNSEEN, shown: "settled" }), null);
  assertEquals(noticeOf(ring, { ...UNSEEN, isWatched: true }), null);
  assertEquals(noticeOf(ring, { ...UNSEEN, shown: "ring" })?.options.renotify, false);
});

Deno.test("the end of a call replaces its ring, quietly where it was taken elsewhere [PWA-4]", () => {
  const settled = noticeOf({ v: 1, lang: "en", kind: "settled", call_id: CALL }, {
    ...UNSEEN,
    shown: "ring",
  });
  assertEquals([settled?.options.tag, settled?.options.silent], [CALL, true]);
  const { name, role, call_id } = ring;
  const missed = noticeOf({ v: 1, lang: "en", kind: "missed", name, role, call_id, count: 2 }, UNSEEN);
  assertEquals([missed?.options.tag, missed?.missed, missed?.options.data.path], [CALL, 2, "/history"]);
});

Deno.test("what can't be read is still shown, for browsers want something for every message [PWA-4]", () => {
  assertEquals(noticeOf(null, UNSEEN)?.options.data, { kind: "unknown", callId: null, path: "/" });
});

Deno.test("notifications speak the language of the message, English where there is none [PWA-4]", () => {
  speak("de");
  assertEquals(noticeOf(ring, UNSEEN)?.title, "Dr. Dana Doctor ruft Sie an");
  speak("xx");
  assertEquals(noticeOf(ring, UNSEEN)?.title, "Dr. Dana Doctor is calling you");
});

Deno.test("tapped() answers, declines or opens what a notification is about [PWA-4]", () => {
  const data = { kind: "ring", callId: CALL, path: `/visit/${CALL}` } as const;
  assertEquals(tapped(data, ""), { do: "open", path: `/visit/${CALL}` });
  assertEquals(tapped(data, "accept"), { do: "open", path: `/visit/${CALL}#accept` });
  assertEquals(tapped(data, "decline"), { do: "decline", callId: CALL });
  const missed = { kind: "missed", callId: CALL, path: "/history" } as const;
  assertEquals(tapped(missed, "decline"), { do: "open", path: "/history" });
});

Deno.test("windowFor() takes a window that is there, or one that may leave, and never a visit or a letter [PWA-4]", () => {
  const at = (...paths: string[]) => paths.map((path) => `https://visit.example.org${path}`);
  assertEquals(windowFor("/visit/1#accept", at("/", "/visit/1#x")), { index: 1, navigate: false });
  assertEquals(windowFor("/visit/1", at("/conversations/2", "/history")), { index: 1, navigate: true });
  assertEquals(windowFor("/visit/1", at("/visit/2", "/conversations/2")), { index: -1, navigate: false });
});
