import assert from "node:assert/strict";
import { spanOf } from "../../routes/call_plots.tsx";
import { barPath } from "../../routes/plots/bar_plot.tsx";
import { axisEnd, heightOf, linePath, meansOver, placeOf, runsOf } from "../../routes/plots/plot_scale.ts";

Deno.test("axisEnd is the next short number, also of tiny and of huge values [ADMIN-5]", () => {
  const cases: [(number | null)[], number][] = [
    [[0.3], 0.3],
    [[7, 12], 20],
    [[21], 30],
    [[530], 600],
    [[100], 100],
    [[0.0007], 0.0008],
    [[8.1e300], 1e301],
    [[Number.MAX_VALUE], Number.MAX_VALUE],
  ];
  for (const [values, end] of cases) {
    assert.ok(Math.abs(axisEnd(values) / end - 1) < 1e-9, `${values}: ${axisEnd(values)}`);
  }
  for (const values of [[], [null], [0, 0], [NaN, -5, Infinity]]) assert.equal(axisEnd(values), 1);
});

Deno.test("heightOf and placeOf put values into the plane [ADMIN-5]", () => {
  assert.deepEqual([heightOf(0, 10), heightOf(5, 10), heightOf(10, 10)], [240, 120, 0]);
  assert.deepEqual([placeOf(0, 1), placeOf(0, 4), placeOf(3, 4)], [500, 125, 875]);
});

Deno.test("linePath leaves gaps, makes a dot of a lonely value and nothing of none [ADMIN-5]", () => {
  assert.equal(linePath([], 10), "");
  assert.equal(linePath([null, null], 10), "");
  assert.equal(linePath([5], 10), "M500 120h0");
  assert.equal(linePath([0, 10, null, 5], 10), "M125 240L375 0M875 120h0");
  assert.deepEqual(runsOf([1, NaN, -1, 2, 3, null]), [[[0, 1]], [[3, 2], [4, 3]]]);
  assert.ok(!/NaN|Infinity/.test(linePath([Infinity, NaN, Number.MAX_VALUE], Number.MAX_VALUE)));
});

Deno.test("barPath stacks layers and draws nothing of nothing [ADMIN-5]", () => {
  const place = { n: 0, count: 2, end: 10 };
  assert.equal(barPath([5, 5], 0, place), "M75 240V120h350V240z");
  assert.equal(barPath([5, 5], 1, place), "M75 120V0h350V120z");
  assert.equal(barPath([5, 0, 5], 2, place), "M75 120V0h350V120z");
  assert.equal(barPath([0], 0, place), "");
  assert.equal(barPath([NaN], 0, place), "");
});

Deno.test("meansOver takes the mean of each stretch, and null where nothing was measured [ADMIN-5]", () => {
  const span = { from: 0, until: 40, count: 4 };
  const samples = [
    { at: 0, value: 10 },
    { at: 9, value: 20 },
    { at: 10, value: null },
    { at: 40, value: 7 },
    { at: 41, value: 1_000 },
    { at: -1, value: 1_000 },
  ];
  assert.deepEqual(meansOver(samples, span), [15, null, null, 7]);
  assert.deepEqual(meansOver([], { from: 5, until: 5, count: 1 }), [null]);
});

Deno.test("spanOf holds every sample in stretches of whole seconds [ADMIN-5]", () => {
  const call = { initiated_at: "2026-03-02T09:00:00.000Z" };
  const start = Date.parse(call.initiated_at);
  const sampleAt = (ms: number) => ({ timestamp: new Date(start + ms).toISOString() });
  assert.deepEqual(spanOf(call, [sampleAt(500)]), { from: start, until: start + 1_000, count: 1 });
  assert.deepEqual(spanOf(call, [sampleAt(-2_000), sampleAt(0)]).from, start - 2_000);
  for (const ms of [59_999, 60_000, 61_234, 3_600_000, 86_400_000]) {
    const { from, until, count } = spanOf(call, [sampleAt(0), sampleAt(ms)]);
    assert.ok(count <= 60 && until >= start + ms && (until - from) % (count * 1_000) === 0, String(ms));
  }
});
