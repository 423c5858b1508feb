/** Height of a row before any was measured, in pixels. */
const ROW_GUESS_PX = 64;

/** One stretch of a long list: rows that are drawn, or room for rows that are not. */
export type RowPart =
  | { kind: "rows"; from: number; to: number }
  | { kind: "space"; from: number; to: number; px: number };

export interface RowWindowInput {
  count: number;
  /** Height of a row by its index, in pixels; a guess where it was never measured. */
  heightOf(index: number): number;
  /** What lies below the visible part, in pixels. */
  belowPx: number;
  /** Height of the visible part, in pixels. */
  visiblePx: number;
  /** How much is drawn above and below what is visible, in pixels. */
  marginPx: number;
  /** A row that stays drawn wherever it is, because it has the focus. */
  pinned?: number | undefined;
}

/**
 * The parts of a list that is laid out from its end: the rows around what is visible, the pinned one, and room for all
 * others. From the top to the bottom, without gap and overlap.
 */
export function rowWindow(input: RowWindowInput): RowPart[] {
  const { count, heightOf, belowPx, visiblePx, marginPx, pinned } = input;
  let to = count;
  let below = 0;
  while (to > 0 && below + heightOf(to - 1) <= belowPx - marginPx) below += heightOf(--to);
  let from = to;
  for (let reached = below; from > 0 && reached < belowPx + visiblePx + marginPx;) {
    reached += heightOf(--from);
  }
  // Beyond the beginning there is nothing to see; the first rows stay.
  if (to === 0 && count > 0) to = Math.min(count, 1);
  const parts: RowPart[] = [];
  const space = (start: number, end: number) => {
    let px = 0;
    for (let index = start; index < end; index++) px += heightOf(index);
    if (end > start) parts.push({ kind: "space", from: start, to: end, px });
  };
  const isAbove = pinned !== undefined && pinned < from;
  const isBelow = pinned !== undefined && pinned >= to && pinned < count;
  space(0, isAbove ? pinned : from);
  if (isAbove) {
    parts.push({ kind: "rows", from: pinned, to: pinned + 1 });
    space(pinned + 1, from);
  }
  parts.push({ kind: "rows", from, to });
  space(to, isBelow ? pinned : count);
  if (isBelow) {
    parts.push({ kind: "rows", from: pinned, to: pinned + 1 });
    space(pinned + 1, count);
  }
  return parts;
}

/** Heights of rows as they were measured, and a guess for the others: the mean of those. */
export class RowHeights {
  readonly #known = new Map<string, number>();
  #sum = 0;

  of(key: string): number {
    return this.#known.get(key) ?? (this.#known.size > 0 ? this.#sum / this.#known.size : ROW_GUESS_PX);
  }

  /** True when it is news. */
  set(key: string, px: number): boolean {
    const known = this.#known.get(key);
    if (known !== undefined && Math.abs(known - px) < 0.5) return false;
    this.#sum += px - (known ?? 0);
    this.#known.set(key, px);
    return true;
  }
}
