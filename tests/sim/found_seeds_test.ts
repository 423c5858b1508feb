import { equal } from "node:assert/strict";
import { profileOf, type ProfileOptions } from "./profile.ts";
import { faultOf, run } from "./run.ts";

const MESSAGES = 250;

/** Seeds that found a bug of the product, with what it was; each failed until that was mended. */
const FOUND: readonly { seed: number; faults?: ProfileOptions["faults"]; bug: string }[] = [
  { seed: 2, bug: "a socket that replaced the only one of its person was taken out of the hub with it" },
  { seed: 28, bug: "an instance that had noted a call before its answer did not note its end" },
  {
    seed: 16,
    faults: { busDrop: 0.1, busIsRaw: false },
    bug: "a device that missed the answer of a call was told only that it was connected, and rang on",
  },
  {
    seed: 28,
    faults: { crashMeanMs: 8_000, offlineMeanMs: 5_000 },
    bug: "a page that connected between a crash and its reaping saw people as nobody was told they were",
  },
  {
    seed: 7,
    faults: { crashMeanMs: 8_000, offlineMeanMs: 5_000 },
    bug: "presence that was told while a socket was being greeted never came",
  },
  {
    seed: 15,
    faults: { storeSlowMeanMs: 3_000, storeOutageMeanMs: Infinity, crashMeanMs: Infinity },
    bug: "connections that the bus had forgotten were not noted again while the database gave no answer",
  },
];

for (const { seed, faults, bug } of FOUND) {
  Deno.test(`a seed that found that ${bug} finds nothing any more [SIM-6]`, async () => {
    equal(faultOf(await run(profileOf(seed, { messages: MESSAGES, faults }))), undefined);
  });
}
