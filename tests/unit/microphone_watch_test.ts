import { deepEqual, equal } from "node:assert/strict";
import { type MicrophoneHint, MicrophoneWatch } from "../../islands/models/microphone_watch.ts";

const STEP_MS = 100;
const VOICE = 0.1;
const QUIET = 0.0005;
const DIP_MS = 500;

/** A microphone whose time and loudness are in the hands of the test. */
function microphone() {
  const watch = new MicrophoneWatch();
  let at = 0;
  return {
    /** Hears this for so long; answers when, since its begin, the hint changed, and to what. A voice dips in between. */
    hears(loudness: number, ms: number, muted = true): [number, MicrophoneHint][] {
      const changes: [number, MicrophoneHint][] = [];
      let last: MicrophoneHint | undefined;
      for (let passed = 0; passed < ms; passed += STEP_MS) {
        const level = loudness === VOICE && passed % DIP_MS === 200 ? QUIET : loudness;
        const hint = watch.hear({ at: at + passed, level, peak: level * 3, muted });
        if (hint !== (last ?? null) || last === undefined) changes.push([passed, last = hint]);
      }
      at += ms;
      return changes;
    },
    skip: (ms: number) => void (at += ms),
  };
}

Deno.test("MicrophoneWatch tells of speech while muted after 3 s, and 1 s after its end no more [TOOL-5]", () => {
  const one = microphone();
  one.hears(QUIET, 2_000);
  deepEqual(one.hears(VOICE, 5_000), [[0, null], [3_000, "speaking_muted"]]);
  deepEqual(one.hears(QUIET, 5_000), [[0, "speaking_muted"], [1_000, null]]);
});

Deno.test("MicrophoneWatch takes words with short pauses for one speech [TOOL-5]", () => {
  const one = microphone();
  const hints = Array.from({ length: 8 }, () => [...one.hears(VOICE, 300), ...one.hears(QUIET, 500)]).flat();
  equal(hints.at(-1)?.[1], "speaking_muted");
  equal(hints.find(([, hint]) => hint !== null) === hints[0], false);
});

Deno.test("MicrophoneWatch says nothing of single noises, nor of what was said before muting [TOOL-5]", () => {
  const one = microphone();
  for (let times = 0; times < 5; times++) {
    deepEqual(one.hears(VOICE, 800), [[0, null]]);
    deepEqual(one.hears(QUIET, 1_500), [[0, null]]);
  }
  deepEqual(one.hears(VOICE, 10_000, false), [[0, null]]);
  deepEqual(one.hears(VOICE, 2_000), [[0, null]]);
});

Deno.test("MicrophoneWatch gets used to the steady noise of a room, and still hears a voice in it [TOOL-5]", () => {
  const one = microphone();
  deepEqual(one.hears(0.03, 60_000), [[0, null]]);
  const hints = Array.from({ length: 10 }, () => [...one.hears(0.2, 300), ...one.hears(0.03, 200)]).flat();
  equal(hints.at(-1)?.[1], "speaking_muted");
});

Deno.test("MicrophoneWatch tells of a microphone that is on and gives nothing for 10 s [TOOL-6]", () => {
  const one = microphone();
  one.hears(QUIET, 1_000, false);
  deepEqual(one.hears(0, 12_000, false), [[0, null], [9_900, "silent"]]);
  deepEqual(one.hears(QUIET, 1_000, false), [[0, null]]);
  deepEqual(one.hears(0, 30_000, true), [[0, null]]);
  deepEqual(one.hears(0, 9_000, false), [[0, null]]);
});

Deno.test("MicrophoneWatch knows nothing of the time in which it did not listen [TOOL-5] [TOOL-6]", () => {
  const one = microphone();
  one.hears(VOICE, 1_000);
  one.skip(60_000);
  deepEqual(one.hears(VOICE, 2_000), [[0, null]]);
  one.hears(0, 5_000, false);
  one.skip(60_000);
  deepEqual(one.hears(0, 5_000, false), [[0, null]]);
});
