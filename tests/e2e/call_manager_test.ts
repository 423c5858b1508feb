import { deepEqual, equal, ok } from "node:assert/strict";
import { scenarioTests } from "../support/browser_scenarios.ts";

const scenario = scenarioTests(new URL("./pages/call_pair.ts", import.meta.url));

interface WholeCall {
  tracks: string[];
  seconds: number;
  phases: string[][];
  ends: string[];
  live: number;
  used: number;
}

scenario(
  "CallManager rings, connects on proven media, mutes, counts and ends with every device off [CALLM-1]",
  async (play) => {
    const call = await play<WholeCall>("wholeCall()");
    deepEqual(call.phases, [
      ["outgoing", "connecting", "connected", "over"],
      ["incoming", "connecting", "connected", "over"],
    ]);
    deepEqual(call.ends, ["user_hangup", "user_hangup"]);
    deepEqual(call.tracks, ["audio"]);
    ok(call.seconds >= 1);
    deepEqual([call.used, call.live], [4, 0]);
  },
);

scenario("CallManager never opens the camera in a voice call [CALLM-1]", async (play) => {
  deepEqual(await play("voiceCall()"), [[1, false], [1, false]]);
});

scenario("attach() finds a call that began after the connection did [CALLM-1]", async (play) => {
  equal(await play("acceptedLate()"), "incoming");
});

scenario("declineCall() ends the ringing on both sides with every device off [CALLM-2]", async (play) => {
  deepEqual(await play("declined()"), ["callee_declined", "callee_declined", 0]);
});

scenario(
  "endCall() before the server has answered leaves nobody ringing and no device open [CALLM-2]",
  async (play) => {
    deepEqual(await play("cancelledAtOnce()"), ["over", "cancelled", "cancelled", 0]);
  },
);

scenario("A device that was slower lets the call go on elsewhere [CALLM-3]", async (play) => {
  deepEqual(await play("answeredElsewhere()"), ["conflict", "idle", true, 0]);
});

scenario(
  "Pictures never stop while the server is dead, and the call goes on after it [CALLM-4]",
  async (play) => {
    const result = await play<{ states: string[] }>("serverDies()");
    ok(result.states.every((name) => name === "waiting" || name === "connecting"));
    deepEqual({ ...result, states: [] }, {
      frames: true,
      phases: ["connected", "connected"],
      states: [],
      end: "user_hangup",
    });
  },
);

scenario(
  "endCall() reaches the peer directly when the server is dead, and the server later [CALLM-4]",
  async (play) => {
    deepEqual(await play("hangsUpWithoutServer()"), ["user_hangup", 0]);
  },
);

scenario(
  "A call that ended while this device was offline is over with an unknown reason [CALLM-4]",
  async (play) => {
    deepEqual(await play("overWhileOffline()"), [null, 0]);
  },
);

for (const [side, polite] of [["caller", false], ["callee", true]]) {
  scenario(`A reloaded page resumes its call (${side}) [CALLM-5]`, async (play) => {
    const resumed = await play<{ phases: string[]; polite: boolean }>(`reloaded("${side}")`);
    equal(resumed.phases.at(0), "reconnecting");
    ok(resumed.phases.includes("connected"));
    equal(resumed.polite, polite);
  });
}

scenario("A reload switches no camera and no microphone on [CALLM-5]", async (play) => {
  deepEqual(await play("reloadedWithCameraOff()"), { tracks: ["audio"], audio: false, video: false });
});

scenario(
  "attach() with accept takes a ringing call, and no camera for a voice call [CALLM-1]",
  async (play) => {
    deepEqual(await play("attachedToAccept()"), ["audio"]);
  },
);

scenario("Both pages may be reloaded before any media came [CALLM-5]", async (play) => {
  ok(await play("reloadedBothWhileConnecting()"));
});

scenario("One-way media is named on both sides and repaired [CALLM-6]", async (play) => {
  deepEqual(await play("oneWay()"), [null, null, "connected"]);
});
