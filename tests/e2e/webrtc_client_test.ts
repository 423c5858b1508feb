import { deepEqual, equal, ok } from "node:assert/strict";
import { scenarioTests } from "../support/browser_scenarios.ts";

const scenario = scenarioTests(new URL("./pages/webrtc_pair.ts", import.meta.url));
const SECTIONS = ["audio", "video", "application"];
const SEEDS = Array.from({ length: 30 }, (_, index) => index + 1);

interface Heard {
  frames: number;
  audioEnergy: number;
}

scenario(
  "WebRTCClient carries sound and pictures both ways over a relay that loses, repeats and reorders [RTC-1]",
  async (play) => {
    for (const seed of [1, 2, 3]) {
      const { a, b, sections } = await play<{ a: Heard; b: Heard; sections: string[] }>(
        `callOverBadRelay(${seed})`,
      );
      for (const heard of [a, b]) ok(heard.frames > 0 && heard.audioEnergy > 0);
      deepEqual(sections, SECTIONS);
    }
  },
);

scenario("WebRTCClient survives both sides offering at once, 30 times [RTC-2]", async (play, test) => {
  for (const seed of SEEDS) {
    await test.step(`seed ${seed}`, async () => {
      deepEqual([...await play<string[]>(`glare(${seed}, ${seed % 2 === 0})`)].sort(), [...SECTIONS].sort());
    });
  }
  deepEqual(await play("glareInMidCall(1)"), SECTIONS);
  deepEqual(await play("glareInMidCall(2)"), SECTIONS);
});

scenario(
  "WebRTCClient with nothing to send may offer at the same time as the other [RTC-2]",
  async (play) => {
    ok((await play<string[]>("glareOfReceivers()")).includes("video"));
  },
);

scenario(
  "WebRTCClient releases the camera when it is switched off and sends again without negotiating [RTC-3]",
  async (play) => {
    const result = await play<{ released: boolean; frames: number; negotiations: number; tracks: number }>(
      "cameraOffAndOn()",
    );
    deepEqual(result, { released: true, frames: 0, negotiations: 0, tracks: 2 });
  },
);

scenario("setAudioEnabled() false sends silence [RTC-3]", async (play) => {
  ok(await play<number>("mute()") < 1e-6);
});

scenario("startScreenShare() takes the camera's place on the same track [RTC-4]", async (play) => {
  deepEqual(await play("screenShare()"), { shared: true, negotiations: 0, released: true, sameTrack: true });
});

for (const sides of ["a", "b", "ab"]) {
  scenario(
    `WebRTCClient goes on with a peer that starts anew in mid-call (${sides}) [RTC-5]`,
    async (play) => {
      for (const seed of [1, 2]) {
        for (const meanwhile of ["", "a", "ab"]) {
          ok((await play<string[]>(`peersReplaced(${seed}, "${sides}", "${meanwhile}")`)).includes("video"));
        }
      }
    },
  );

  scenario(`renew() connects afresh in mid-call (${sides}) [RTC-5]`, async (play) => {
    for (const seed of [1, 2, 3, 4]) {
      ok((await play<string[]>(`renewed(${seed}, "${sides}")`)).includes("video"));
    }
  });
}

scenario("WebRTCClient repeats its offer to a page that lost it in a reload [RTC-5]", async (play) => {
  ok((await play<string[]>("reloadedBeforeAnswer()")).includes("video"));
});

scenario("WebRTCClient without video offers sound alone [RTC-6]", async (play) => {
  deepEqual(await play("voiceOnly()"), { sections: ["audio", "application"], local: ["audio"] });
});

for (const side of ["a", "b"]) {
  scenario(`WebRTCClient works without camera, microphone or both (${side}) [RTC-7]`, async (play) => {
    deepEqual(await play(`missingDevices({ video: "NotFoundError" }, "${side}")`), {
      refused: null,
      mediaError: "NotFoundError",
      hasCamera: false,
      hasMicrophone: true,
    });
    deepEqual(await play(`missingDevices({ audio: "NotReadableError" }, "${side}")`), {
      refused: null,
      mediaError: "NotReadableError",
      hasCamera: true,
      hasMicrophone: false,
    });
    deepEqual(await play(`missingDevices({ audio: "NotFoundError", video: "NotFoundError" }, "${side}")`), {
      refused: null,
      mediaError: "NotFoundError",
      hasCamera: false,
      hasMicrophone: false,
    });
    deepEqual(
      await play(`missingDevices({ audio: "NotAllowedError", video: "NotAllowedError" }, "${side}")`),
      {
        refused: "NotAllowedError",
        mediaError: "NotAllowedError",
        hasCamera: false,
        hasMicrophone: false,
      },
    );
  });

  scenario(`WebRTCClient adds a camera that comes later (${side}) [RTC-7]`, async (play) => {
    deepEqual(await play(`cameraComesLater("${side}")`), { enabled: true, mediaError: null });
  });
}

scenario(
  "sendPeerState() reaches the peer directly, and again after a fresh connection [RTC-8]",
  async (play) => {
    const last = { audio: false, video: true, screen: false, hears: true };
    deepEqual(await play("peerState()"), [{ audio: true, video: true, screen: false }, last, last]);
  },
);

scenario(
  "close() leaves no camera, microphone or screen open, not even one still being opened [RTC-9]",
  async (play) => {
    const { live, late, opening } = await play<{ live: number; late: number; opening: string }>(
      "closesEverything()",
    );
    equal(live, 0);
    equal(late, 0);
    equal(opening, "OverconstrainedError");
  },
);
