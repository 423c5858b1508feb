import { equal, ok } from "node:assert/strict";
import { PLANTED_BUGS } from "./planted_bugs.ts";
import { profileOf } from "./profile.ts";
import { run } from "./run.ts";

/** Within so many seeds each planted bug is found. */
const SEEDS_MAX = 30;
const MESSAGES = 250;

Deno.test("the simulation knows at least twelve bugs that it has to find [SIM-5]", () => {
  ok(PLANTED_BUGS.length >= 12);
  equal(new Set(PLANTED_BUGS.map((one) => one.name)).size, PLANTED_BUGS.length);
});

for (const bug of PLANTED_BUGS) {
  Deno.test(`the simulation finds that ${bug.name} [SIM-5]`, async () => {
    const found: string[] = [];
    for (let seed = 1; seed <= SEEDS_MAX && found.length === 0; seed++) {
      const { violation } = await run(profileOf(seed, { messages: MESSAGES, faults: bug.faults }), bug);
      if (violation) found.push(violation.check);
    }
    ok(bug.foundBy.includes(found[0] ?? "nothing"), `${bug.name}: found ${found[0]}`);
  });
}
