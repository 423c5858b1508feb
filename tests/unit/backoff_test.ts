import fc from "fast-check";
import { reconnectDelay } from "../../realtime/core/backoff.ts";
import { mayComeBack } from "../../realtime/core/close_codes.ts";
import { assert, assertEquals } from "../support/assert.ts";

Deno.test("reconnectDelay() waits at most 1, 2, 4, 8, 16 s and gives up after ten attempts [CONN-1]", () => {
  const almostOne = 1 - Number.EPSILON;
  const longest = [1, 2, 3, 4, 5, 6, 10].map((attempt) => reconnectDelay(attempt, almostOne));
  assertEquals(longest, [999, 1_999, 3_999, 7_999, 15_999, 15_999, 15_999]);
  assertEquals(reconnectDelay(11, 0), undefined);
});

Deno.test("reconnectDelay() uses all of the time for jitter [CONN-1]", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (attempt, chance) => {
        const delay = reconnectDelay(attempt, chance) ?? -1;
        assert(delay >= 0 && delay < 16_000);
      },
    ),
  );
  assertEquals(reconnectDelay(5, 0), 0);
});

Deno.test("mayComeBack() follows the range of the close code [CONN-2]", () => {
  for (const code of [1000, 1001, 1006, 1012, 4000, 4499]) assertEquals(mayComeBack(code), true, `${code}`);
  for (const code of [1008, 4500, 4999]) assertEquals(mayComeBack(code), false, `${code}`);
});
