import { judge, type NegotiationView } from "../../islands/lib/description_rules.ts";
import { assertEquals } from "../support/assert.ts";

const peer = { session: "7", version: 2 };
const view = (change: Partial<NegotiationView>): NegotiationView => ({
  signalingState: "stable",
  polite: false,
  remote: undefined,
  retired: new Set(),
  ...change,
});

Deno.test("judge() lets the impolite side ignore and the polite side yield in a collision [RTC-1]", () => {
  const collision = { signalingState: "have-local-offer", remote: { session: "7", version: 1 } } as const;
  assertEquals(judge("offer", peer, view({ ...collision })), "ignore");
  assertEquals(judge("offer", peer, view({ ...collision, polite: true })), "apply");
});

Deno.test("judge() starts anew where the very first offers collide, for a rolled back one may gather nothing [RTC-1]", () => {
  assertEquals(judge("offer", peer, view({ signalingState: "have-local-offer", polite: true })), "anew");
});

Deno.test("judge() sees a peer with another connection as a stranger, and a left one as stale [RTC-2]", () => {
  const remote = { session: "6", version: 9 };
  assertEquals(judge("offer", peer, view({ remote })), "stranger");
  assertEquals(judge("answer", peer, view({ remote, signalingState: "have-local-offer" })), "stranger");
  assertEquals(judge("offer", peer, view({ remote, retired: new Set(["7"]) })), "stale");
});

Deno.test("judge() answers a repeated offer again and drops what is older [RTC-3]", () => {
  assertEquals(judge("offer", peer, view({ remote: peer })), "again");
  assertEquals(judge("offer", peer, view({ remote: { session: "7", version: 3 } })), "stale");
  assertEquals(judge("answer", peer, view({ remote: undefined })), "stale");
});
