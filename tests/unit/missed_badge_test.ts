import { MissedBadge } from "../../islands/models/missed_badge.ts";
import type { CallObject } from "../../realtime/core/objects.ts";
import { assertEquals } from "../support/assert.ts";
import { callBetween } from "../support/call_objects.ts";
import { DOCTOR, PATIENT } from "../support/chat_objects.ts";
import { FakeSignaling } from "../support/fake_signaling.ts";

function scene() {
  const signaling = new FakeSignaling();
  const tabs = { told: 0, hear: () => {} };
  const clinic = { count: 0, asked: 0, isOffline: false };
  const answer = <T>(value: T) =>
    clinic.isOffline ? Promise.reject(new Error("offline")) : Promise.resolve(value);
  const badge = new MissedBadge({
    userId: PATIENT.id,
    signaling: signaling as unknown as ConstructorParameters<typeof MissedBadge>[0]["signaling"],
    count: () => (clinic.asked++, answer(clinic.count)),
    see: () => answer(undefined).then(() => void (clinic.count = 0)),
    tabs: { tell: () => tabs.told++, listen: (run) => tabs.hear = run },
  });
  return { badge, signaling, tabs, clinic };
}

const ended = (changes: Partial<CallObject>): CallObject => callBetween(DOCTOR, PATIENT, changes);
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

Deno.test("MissedBadge counts anew when a call to oneself ended unanswered, and for no other [PWA-5]", async () => {
  const { badge, signaling, clinic } = scene();
  clinic.count = 1;
  signaling.emit("call:missed", { call: ended({ status: "missed" }) });
  await turn();
  assertEquals(badge.missed.value, 1);
  signaling.emit("call:ended", { call: ended({ accepted_at: "2026-03-02T09:00:01.000Z" }) });
  signaling.emit("call:missed", { call: callBetween(PATIENT, DOCTOR, { status: "missed" }) });
  assertEquals(clinic.asked, 1);
});

Deno.test("MissedBadge is gone once the history is open, in other tabs too, and stays where it can't be told [PWA-5]", async () => {
  const { badge, clinic, tabs } = scene();
  clinic.count = 2;
  await badge.look();
  clinic.isOffline = true;
  await badge.see();
  assertEquals([badge.missed.value, tabs.told], [2, 0]);
  clinic.isOffline = false;
  await badge.see();
  assertEquals([badge.missed.value, tabs.told], [0, 1]);
  clinic.count = 3;
  tabs.hear();
  await turn();
  assertEquals(badge.missed.value, 3);
});

Deno.test("MissedBadge adds conversations with something unread to what stands on the icon [PWA-5]", async () => {
  const { badge, signaling, clinic } = scene();
  clinic.count = 1;
  const head = (conversation_id: string, last_seq: number, read_seq: number) => ({
    ...{ conversation_id, last_seq, read_seq, delivered_seq: last_seq },
  });
  const conversations = [head("a", 3, 3), head("b", 5, 2)];
  signaling.emit("sync", { live_call: null, conversations, presence: [] });
  await turn();
  assertEquals(badge.total.value, 2);
  signaling.emit("chat:read", {
    conversation_id: "b",
    user_id: PATIENT.id,
    message_id: "m",
    seq: 5,
    at: "2026-03-02T09:00:00.000Z",
  } as never);
  assertEquals(badge.total.value, 1);
});
