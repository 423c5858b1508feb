import { equal, notEqual, ok } from "node:assert/strict";
import { profileOf } from "./profile.ts";
import { faultOf, run } from "./run.ts";

/** Runs with everything in them: groups, up to four tabs a person. */
const WHOLE = { firstSeed: 1, runs: 6, messages: 500 };
/** Runs of many messages between few devices. */
const MASS = { firstSeed: 1_000, runs: 44, messages: 2_800, groupsMax: 0, tabsMax: 2 };
/** Together they have to store at least this many. */
const MESSAGES_MIN = 100_000;

Deno.test("a clinic under faults loses, doubles and reorders nothing in 100,000 messages [SIM-1] [SIM-2] [SIM-3]", async () => {
  let messages = 0;
  for (const { firstSeed, runs, ...options } of [WHOLE, MASS]) {
    for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
      const ran = await run(profileOf(seed, options));
      equal(faultOf(ran), undefined);
      messages += ran.figures.messages ?? 0;
    }
  }
  ok(messages >= MESSAGES_MIN, `only ${messages} messages`);
});

Deno.test("the same seed makes the same run, another one another [SIM-4]", async () => {
  const options = { messages: 300 };
  const [first, again, other] = [
    await run(profileOf(7, options)),
    await run(profileOf(7, options)),
    await run(profileOf(8, options)),
  ];
  equal(first.digest, again.digest);
  equal(first.figures.events, again.figures.events);
  notEqual(first.digest, other.digest);
});
