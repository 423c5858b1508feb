import { deepEqual, equal } from "node:assert/strict";
import { type Attested, isAttestationDue } from "../../islands/lib/attestation.ts";
import { flowBetween, sampleOf } from "../../islands/lib/media_probe.ts";

Deno.test("sampleOf() adds up the receivers and nothing else [CALLM-7]", () => {
  const report = new Map<string, Record<string, unknown>>([
    ["1", { type: "inbound-rtp", kind: "audio", packetsReceived: 10 }],
    ["2", { type: "inbound-rtp", kind: "video", packetsReceived: 99, framesDecoded: 3 }],
    ["3", { type: "inbound-rtp", kind: "video", framesDecoded: 4 }],
    ["4", { type: "outbound-rtp", kind: "audio", packetsSent: 50 }],
    ["5", { type: "inbound-rtp", kind: "audio" }],
  ]);
  deepEqual(sampleOf(report as never), { audioPackets: 10, videoFrames: 7 });
});

Deno.test("flowBetween() sees growth only, so totals and fresh connections prove nothing [CALLM-7]", () => {
  const before = { audioPackets: 10, videoFrames: 5 };
  deepEqual(flowBetween(before, { audioPackets: 11, videoFrames: 5 }), { audio: true, video: false });
  deepEqual(flowBetween(before, { audioPackets: 0, videoFrames: 6 }), { audio: false, video: true });
});

Deno.test("isAttestationDue() tells at once, on what is new after 1 s, and else every 10 s while media comes [CALLM-7]", () => {
  const sound = { audio: true, video: false };
  const all = { audio: true, video: true };
  const told: Attested = { ...sound, at: 1_000 };
  equal(isAttestationDue(null, sound, 0), true);
  equal(isAttestationDue(null, { audio: false, video: false }, 0), false);
  equal(isAttestationDue(told, sound, 10_999), false);
  equal(isAttestationDue(told, sound, 11_000), true);
  equal(isAttestationDue(told, all, 1_999), false);
  equal(isAttestationDue(told, all, 2_000), true);
  equal(isAttestationDue(told, { audio: false, video: false }, 60_000), false);
});
