import { deepEqual, equal, ok } from "node:assert/strict";
import * as fc from "fast-check";
import { RowHeights, type RowPart, rowWindow } from "../../islands/models/row_window.ts";

const heights = fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 300 });
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
const drawn = (parts: readonly RowPart[]) => parts.filter((one) => one.kind === "rows");

Deno.test("rowWindow() leaves no row out, doubles none, and keeps the length of the list [INBOX-10]", () => {
  const place = fc.record({
    below: fc.nat(30_000),
    visible: fc.integer({ min: 1, max: 2_000 }),
    pinned: fc.nat(400),
  });
  fc.assert(fc.property(heights, place, (all, { below, visible, pinned }) => {
    const parts = rowWindow({
      count: all.length,
      heightOf: (index) => all[index]!,
      belowPx: below,
      visiblePx: visible,
      marginPx: 500,
      pinned,
    });
    let next = 0;
    for (const part of parts) {
      equal(part.from, next);
      next = part.to;
      if (part.kind === "space") equal(part.px, sum(all.slice(part.from, part.to)));
    }
    equal(next, all.length);
    equal(
      pinned < all.length,
      drawn(parts).some((one) => one.from <= pinned && pinned < one.to) && pinned < all.length,
    );
  }));
});

Deno.test("rowWindow() draws everything that is visible, whatever the heights [INBOX-10]", () => {
  fc.assert(fc.property(heights, fc.nat(30_000), (all, below) => {
    const visible = 800;
    const parts = rowWindow({
      count: all.length,
      heightOf: (index) => all[index]!,
      belowPx: below,
      visiblePx: visible,
      marginPx: 300,
    });
    const isDrawn = (index: number) => drawn(parts).some((one) => one.from <= index && index < one.to);
    let bottom = 0;
    for (let index = all.length - 1; index >= 0; index--) {
      const top = bottom + all[index]!;
      if (top > below && bottom < below + visible) ok(isDrawn(index), `row ${index} of ${all.length}`);
      bottom = top;
    }
  }));
});

Deno.test("rowWindow() draws about a window of 10,000 rows, wherever it is [INBOX-10]", () => {
  for (const belowPx of [0, 1_000, 300_000, 599_000, 900_000]) {
    const parts = rowWindow({ count: 10_000, heightOf: () => 60, belowPx, visiblePx: 800, marginPx: 900 });
    const rows = drawn(parts).reduce((total, one) => total + one.to - one.from, 0);
    ok(rows >= 1 && rows <= 45, `${rows} rows at ${belowPx}`);
  }
});

Deno.test("rowWindow() keeps the row with the focus drawn above and below the window [INBOX-11]", () => {
  const at = (belowPx: number, pinned: number) =>
    rowWindow({ count: 100, heightOf: () => 10, belowPx, visiblePx: 100, marginPx: 0, pinned });
  deepEqual(at(0, 3), [
    { kind: "space", from: 0, to: 3, px: 30 },
    { kind: "rows", from: 3, to: 4 },
    { kind: "space", from: 4, to: 90, px: 860 },
    { kind: "rows", from: 90, to: 100 },
  ]);
  deepEqual(at(500, 99).slice(-2), [{ kind: "space", from: 50, to: 99, px: 490 }, {
    kind: "rows",
    from: 99,
    to: 100,
  }]);
});

Deno.test("RowHeights guesses the mean of what was measured, and says what is news [INBOX-10]", () => {
  const known = new RowHeights();
  ok(known.of("a") > 0);
  equal(known.set("a", 40), true);
  equal(known.set("a", 40.2), false);
  equal(known.set("b", 80), true);
  equal(known.of("c"), 60);
  equal(known.set("a", 60), true);
  equal(known.of("c"), 70);
  equal(known.of("a"), 60);
});
