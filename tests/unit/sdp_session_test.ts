import { deepEqual, equal } from "node:assert/strict";
import { originOf, ufragsOf } from "../../islands/lib/sdp_session.ts";

const SDP = [
  "v=0",
  "o=- 3896171622345305414 2 IN IP4 127.0.0.1",
  "s=-",
  "m=audio 9 UDP/TLS/RTP/SAVPF 111",
  "a=ice-ufrag:U81X",
  "m=video 9 UDP/TLS/RTP/SAVPF 96",
  "a=ice-ufrag:U81X",
  "",
].join("\r\n");

Deno.test("originOf() reads session and version without losing digits [RTC-5]", () => {
  deepEqual(originOf(SDP), { session: "3896171622345305414", version: 2 });
  deepEqual(originOf("v=0\r\no=mozilla...THIS_IS_SDPARTA-99.0 42 7 IN IP4 0.0.0.0\r\n"), {
    session: "42",
    version: 7,
  });
});

Deno.test("originOf() is undefined for a description without an origin [RTC-5]", () => {
  equal(originOf("v=0\r\ns=o=- 1 2 IN\r\n"), undefined);
});

Deno.test("ufragsOf() gathers the ICE user name fragments [RTC-10]", () => {
  deepEqual([...ufragsOf(SDP)], ["U81X"]);
  equal(ufragsOf("").size, 0);
});
