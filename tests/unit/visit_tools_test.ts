import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import type { DeviceMenu } from "../../islands/models/device_menu.ts";
import type { LiveCall } from "../../islands/models/live_call.ts";
import { type VisitCalls, type VisitDeps, VisitModel } from "../../islands/models/visit_model.ts";
import { VisitTools } from "../../islands/models/visit_tools.ts";
import { followWithTones } from "../../islands/visit_tools/connection_tones.ts";
import { callBetween } from "../support/call_objects.ts";
import { directConversation, DOCTOR, PATIENT } from "../support/chat_objects.ts";
import { FakeCalls } from "../support/fake_calls.ts";
import { FakeSignaling } from "../support/fake_signaling.ts";
import { FakeTime } from "../support/fake_time.ts";

const ADVICE_MS = 10_000;

/** The tools of a visit that is connected. */
function tools() {
  const call = callBetween(DOCTOR, PATIENT, { status: "connected" });
  const conversation = directConversation(0);
  const visit = new VisitModel({
    call,
    chat: { me: PATIENT, conversation, messages: [], callId: call.call_id, fileBytesMax: 1 },
  });
  const calls = new FakeCalls();
  const time = new FakeTime();
  visit.connect({
    calls: calls as unknown as VisitCalls,
    signaling: new FakeSignaling() as unknown as VisitDeps["signaling"],
    liveCall: signal<LiveCall | null>(null),
    timers: time,
    permission: () => Promise.resolve("granted"),
    readCall: () => Promise.resolve(call),
    go: () => {},
  });
  visit.connection.value = { name: "open" } as typeof visit.connection.value;
  calls.change({ phase: "connected" });
  const did: unknown[] = [];
  const looksAway = signal(false);
  const devices = { looksAway, [Symbol.dispose]: () => {} } as unknown as DeviceMenu;
  const wishes = {
    setSoundOnly: (on: boolean) => Promise.resolve(void did.push(["sound only", on])),
    tellPoor: (poor: boolean) => void did.push(["poor", poor]),
  };
  const model = new VisitTools({ visit, calls: wishes, devices, timers: time });
  return { model, visit, calls, time, did, looksAway };
}

const PEER = { audio: true, video: true, screen: false };

Deno.test("VisitTools tells the other side when it arrives badly here, and when it is well again [TOOL-8]", () => {
  const { visit, did, model } = tools();
  visit.quality.value = "poor";
  equal(model.cause.value, "peer");
  visit.quality.value = "good";
  deepEqual(did, [["poor", false], ["poor", true], ["poor", false]]);
  equal(model.cause.value, null);
});

Deno.test("VisitTools advises once a weak connection has lasted, until it is better or waved away [TOOL-8]", async () => {
  const { model, calls, time } = tools();
  calls.change({ peer: { ...PEER, poor: true } });
  equal(model.cause.value, "own");
  await time.advance(ADVICE_MS - 1);
  equal(model.advice.value, null);
  await time.advance(1);
  equal(model.advice.value, "own");
  calls.change({ peer: PEER });
  equal(model.advice.value, null);
  calls.change({ peer: { ...PEER, poor: true } });
  await time.advance(ADVICE_MS);
  model.dismissAdvice();
  await time.advance(ADVICE_MS * 10);
  equal(model.advice.value, null);
});

Deno.test("VisitTools names no cause while the other side is lost [TOOL-8]", () => {
  const { model, visit, calls } = tools();
  visit.quality.value = "poor";
  calls.change({ phase: "reconnecting" });
  equal(model.cause.value, null);
});

Deno.test("VisitTools.setSoundOnly() asks the call for it and takes the advice away [TOOL-7]", async () => {
  const { model, calls, did, time } = tools();
  calls.change({ peer: { ...PEER, poor: true } });
  await time.advance(ADVICE_MS);
  model.setSoundOnly(true);
  deepEqual(did.at(-1), ["sound only", true]);
  equal(model.advice.value, null);
});

Deno.test("VisitTools says that the other side wants sound only, until that is waved away [TOOL-7]", () => {
  const { model, calls } = tools();
  calls.change({ peer: { ...PEER, wantsVideo: false } });
  deepEqual([model.peerSoundOnlyNews.value, model.cause.value], [true, "peer_sound_only"]);
  model.peerSoundOnlyNews.value = false;
  calls.change({ peer: { ...PEER, wantsVideo: false, audio: false } });
  equal(model.peerSoundOnlyNews.value, false);
});

Deno.test("VisitTools shows a screen large as soon as it is shared, whatever was large before [TOOL-9]", () => {
  const { model, calls } = tools();
  model.swap();
  equal(model.look.value["data-large"], "own");
  const remote = {} as MediaStream;
  calls.change({ remote, peer: { ...PEER, screen: true } });
  equal(model.look.value["data-large"], "peer");
  model.swap();
  calls.change({ remote, peer: { ...PEER, screen: true, audio: false } });
  equal(model.look.value["data-large"], "own");
});

Deno.test("VisitTools hides one's own picture, and shows it again to make it large [TOOL-9]", () => {
  const { model } = tools();
  model.hideSelf(true);
  equal(model.look.value["data-self"], "hidden");
  model.swap();
  deepEqual([model.look.value["data-self"], model.look.value["data-large"]], ["shown", "own"]);
  model.hideSelf(true);
  equal(model.look.value["data-large"], "peer");
});

Deno.test("VisitTools mirrors a face, and nothing that a camera at the back sees [TOOL-9]", () => {
  const { model, looksAway } = tools();
  equal(model.look.value["data-mirror"], "on");
  looksAway.value = true;
  equal(model.look.value["data-mirror"], "off");
  looksAway.value = false;
  model.mirrored.value = false;
  equal(model.look.value["data-mirror"], "off");
});

Deno.test("VisitTools tells of a silent microphone again only after a sound, and only while connected [TOOL-6]", () => {
  const { model, calls } = tools();
  model.hear("silent");
  equal(model.microphoneHint.value, "silent");
  model.dismissSilent();
  model.hear("silent");
  equal(model.microphoneHint.value, null);
  model.hear(null);
  model.hear("silent");
  equal(model.microphoneHint.value, "silent");
  calls.change({ phase: "reconnecting" });
  equal(model.microphoneHint.value, null);
});

Deno.test("followWithTones() sounds when the connection is lost and when it is back, and at no other time [TOOL-11]", () => {
  const { visit, calls } = tools();
  const played: string[] = [];
  followWithTones(visit, (kind) => played.push(kind));
  for (const phase of ["reconnecting", "connected", "reconnecting", "over"] as const) calls.change({ phase });
  deepEqual(played, ["lost", "back", "lost"]);
});
