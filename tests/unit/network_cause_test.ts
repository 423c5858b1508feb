import { equal } from "node:assert/strict";
import { networkCause, type NetworkView } from "../../islands/models/network_cause.ts";

const WELL: NetworkView = {
  here: "good",
  poorThere: false,
  serverReached: true,
  soundOnly: false,
  peerSoundOnly: false,
};
const causeOf = (changes: Partial<NetworkView>) => networkCause({ ...WELL, ...changes });

Deno.test("networkCause() is silent while all is well, and about what is only fair [TOOL-8]", () => {
  equal(causeOf({}), null);
  equal(causeOf({ here: null }), null);
  equal(causeOf({ here: "fair" }), null);
  equal(causeOf({ serverReached: false }), null);
});

Deno.test("networkCause() blames who sends what arrives badly [TOOL-8]", () => {
  equal(causeOf({ poorThere: true }), "own");
  equal(causeOf({ here: "poor" }), "peer");
  equal(causeOf({ here: "poor", poorThere: true }), "between");
});

Deno.test("networkCause() blames this side where it can't reach the server either [TOOL-8]", () => {
  equal(causeOf({ here: "poor", serverReached: false }), "own");
  equal(causeOf({ here: "poor", poorThere: true, serverReached: false }), "own");
});

Deno.test("networkCause() names the saving of bandwidth unless something worse is to be said [TOOL-8]", () => {
  equal(causeOf({ soundOnly: true }), "sound_only");
  equal(causeOf({ peerSoundOnly: true }), "peer_sound_only");
  equal(causeOf({ soundOnly: true, here: "poor" }), "peer");
});
