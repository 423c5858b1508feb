import { deepEqual, equal } from "node:assert/strict";
import { nextWish } from "../../islands/lib/media_fallback.ts";

const BOTH = { audio: true, video: true };
const SOUND = { audio: true, video: false };
const PICTURE = { audio: false, video: true };

Deno.test("nextWish() goes on with the microphone alone, then the camera alone, then nothing [RTC-7]", () => {
  for (const name of ["NotFoundError", "NotReadableError", "OverconstrainedError"]) {
    deepEqual(nextWish(BOTH, BOTH, name, false), SOUND);
    deepEqual(nextWish(BOTH, SOUND, name, false), PICTURE);
    equal(nextWish(BOTH, PICTURE, name, false), null);
    equal(nextWish(SOUND, SOUND, name, false), null);
    equal(nextWish(PICTURE, PICTURE, name, false), null);
  }
});

Deno.test("nextWish() asks again after a refusal only for a microphone that is allowed already [RTC-7]", () => {
  equal(nextWish(BOTH, BOTH, "NotAllowedError", false), null);
  deepEqual(nextWish(BOTH, BOTH, "NotAllowedError", true), SOUND);
  equal(nextWish(BOTH, SOUND, "NotAllowedError", true), null);
});
