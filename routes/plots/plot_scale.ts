/** What stands at one place of a plot; null where nothing was measured. */
export type PlotValue = number | null;

/** The plane that plots are drawn on; the style sheet stretches it, and lines keep their width. */
export const PLANE_WIDTH = 1_000;
export const PLANE_HEIGHT = 240;

/** The values that can be drawn: finite and not below zero. */
export function knownValues(values: readonly PlotValue[]): number[] {
  return values.filter((one): one is number => one !== null && Number.isFinite(one) && one >= 0);
}

/** How far axes reach, in powers of ten: little is left empty, and the half of each is a short number too. */
const STEPS = [1, 2, 3, 4, 6, 8, 10];

/** The end of an axis from zero that holds all values. */
export function axisEnd(values: readonly PlotValue[]): number {
  const highest = knownValues(values).reduce((a, b) => Math.max(a, b), 0);
  if (highest === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(highest));
  const end = (STEPS.find((one) => highest <= one * power) ?? 10) * power;
  return Number.isFinite(end) && end > 0 ? end : highest;
}

/** Where the middle of the n-th of `count` places lies. */
export function placeOf(n: number, count: number): number {
  return rounded(((n + 0.5) / count) * PLANE_WIDTH);
}

/** How far from the top a value lies. */
export function heightOf(value: number, end: number): number {
  return rounded(PLANE_HEIGHT * (1 - value / end));
}

/** Runs of values that follow each other without a gap, as `[place, value]`. */
export function runsOf(values: readonly PlotValue[]): [number, number][][] {
  const runs: [number, number][][] = [];
  let run: [number, number][] | undefined;
  values.forEach((value, n) => {
    if (value === null || !Number.isFinite(value) || value < 0) run = undefined;
    else if (run) run.push([n, value]);
    else runs.push(run = [[n, value]]);
  });
  return runs;
}

/** The `d` of a path through the values; a gap is a gap, and a value between two gaps a dot. */
export function linePath(values: readonly PlotValue[], end: number): string {
  const point = ([n, value]: [number, number]) => `${placeOf(n, values.length)} ${heightOf(value, end)}`;
  return runsOf(values).map((run) => {
    const [first, ...rest] = run.map(point);
    return rest.length === 0 ? `M${first}h0` : `M${first}${rest.map((one) => `L${one}`).join("")}`;
  }).join("");
}

/** One value for each of `count` equal stretches of time: the mean of what was measured in it. */
export function meansOver(
  samples: readonly { at: number; value: PlotValue }[],
  { from, until, count }: { from: number; until: number; count: number },
): PlotValue[] {
  const sums = Array.from({ length: count }, () => ({ sum: 0, samples: 0 }));
  const stretch = Math.max(until - from, 1) / count;
  for (const { at, value } of samples) {
    if (value === null || at < from || at > until) continue;
    const one = sums[Math.min(Math.floor((at - from) / stretch), count - 1)]!;
    one.sum += value;
    one.samples++;
  }
  return sums.map((one) => one.samples === 0 ? null : one.sum / one.samples);
}

/** To hundredths of the plane. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
