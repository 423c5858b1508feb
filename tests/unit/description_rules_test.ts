/// <reference lib="dom" />
import { equal } from "node:assert/strict";
import { judge, type NegotiationView } from "../../islands/lib/description_rules.ts";
import type { SdpOrigin } from "../../islands/lib/sdp_session.ts";

const HERE: SdpOrigin = { session: "1", version: 5 };

function view(changes: Partial<NegotiationView> = {}): NegotiationView {
  return { signalingState: "stable", polite: false, remote: HERE, retired: new Set(), ...changes };
}

function origin(version: number, session = "1"): SdpOrigin {
  return { session, version };
}

Deno.test("judge() applies a newer offer in a stable state [RTC-2]", () => {
  equal(judge("offer", origin(6), view()), "apply");
  equal(judge("offer", origin(1), view({ remote: undefined })), "apply");
});

Deno.test("judge() lets exactly the polite side yield in a collision [RTC-2]", () => {
  const collision = { signalingState: "have-local-offer" } as const;
  equal(judge("offer", origin(6), view({ ...collision, polite: true })), "apply");
  equal(judge("offer", origin(6), view({ ...collision, polite: false })), "ignore");
});

Deno.test("judge() drops what is older than what it knows and answers a repeated offer again [RTC-10]", () => {
  equal(judge("offer", origin(4), view()), "stale");
  equal(judge("offer", origin(5), view()), "again");
  equal(judge("offer", origin(5), view({ signalingState: "have-local-offer" })), "stale");
  equal(judge("answer", origin(5), view({ signalingState: "have-local-offer" })), "stale");
});

Deno.test("judge() takes an answer only to an offer of its own [RTC-10]", () => {
  equal(judge("answer", origin(6), view({ signalingState: "have-local-offer" })), "apply");
  equal(judge("answer", origin(6), view()), "stale");
});

Deno.test("judge() knows a peer with another connection, except one that was left behind [RTC-5]", () => {
  for (const type of ["offer", "answer"] as const) {
    for (const polite of [true, false]) {
      for (const signalingState of ["stable", "have-local-offer"] as const) {
        equal(judge(type, origin(1, "2"), view({ polite, signalingState })), "stranger");
        equal(
          judge(type, origin(1, "2"), view({ polite, signalingState, retired: new Set(["2"]) })),
          "stale",
        );
      }
    }
  }
});
