import { equal } from "node:assert/strict";
import { peerShows, selfShows } from "../../islands/models/visit_pictures.ts";
import { IDLE_SNAPSHOT } from "../support/fake_calls.ts";

/** Stands in for a stream with one picture, or with none. */
function streamWith(track: { readyState: string; muted: boolean } | null): MediaStream {
  return { getVideoTracks: () => track ? [track] : [] } as unknown as MediaStream;
}

const live = streamWith({ readyState: "live", muted: false });
const on = { audio: true, video: true, screen: false };

Deno.test("peerShows() believes what the other side says it sends [VISIT-14]", () => {
  equal(peerShows({ ...IDLE_SNAPSHOT, remote: live, peer: on }), "camera");
  equal(peerShows({ ...IDLE_SNAPSHOT, remote: live, peer: { ...on, video: false } }), "nothing");
  equal(peerShows({ ...IDLE_SNAPSHOT, remote: live, peer: { ...on, video: false, screen: true } }), "screen");
});

Deno.test("peerShows() shows a picture that arrives before the other side has said anything [VISIT-14]", () => {
  equal(peerShows({ ...IDLE_SNAPSHOT, remote: live }), "camera");
  equal(peerShows({ ...IDLE_SNAPSHOT, remote: streamWith({ readyState: "live", muted: true }) }), "nothing");
  equal(peerShows({ ...IDLE_SNAPSHOT, remote: streamWith(null) }), "nothing");
  equal(peerShows(IDLE_SNAPSHOT), "nothing");
  equal(peerShows(null), "nothing");
});

Deno.test("selfShows() shows one's own camera only while it is on [VISIT-14]", () => {
  equal(selfShows({ ...IDLE_SNAPSHOT, local: live }), "camera");
  equal(selfShows({ ...IDLE_SNAPSHOT, local: live, videoEnabled: false }), "nothing");
  equal(selfShows({ ...IDLE_SNAPSHOT, local: streamWith(null) }), "nothing");
  equal(selfShows(null), "nothing");
});
