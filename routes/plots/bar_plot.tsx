import { PlotFrame, type PlotProps } from "./plot_frame.tsx";
import { axisEnd, heightOf, knownValues, PLANE_HEIGHT, PLANE_WIDTH } from "./plot_scale.ts";

/** How much of its place a bar fills. */
const FILLED = 0.7;

/** Counts over time as bars, one series on top of the other. */
export function BarPlot(props: PlotProps) {
  const { series, places, format } = props;
  const totals = places.map((_, n) =>
    knownValues(series.map(({ values }) => values[n] ?? null)).reduce(plus, 0)
  );
  // What is counted has no halves, and half of the axis is written beside it.
  const end = Math.ceil(axisEnd(totals) / 2) * 2;
  const description = series.map(({ name, values }) =>
    `${name}: ${format(knownValues(values).reduce(plus, 0))}.`
  ).join(" ");
  return (
    <PlotFrame {...props} kind="bars" end={end} description={description}>
      {series.map(({ look }, layer) => (
        <path
          key={look}
          class={`plot-bar look-${look}`}
          d={places.map((_, n) =>
            barPath(series.map(({ values }) => values[n] ?? 0), layer, { n, count: places.length, end })
          ).join("")}
        />
      ))}
    </PlotFrame>
  );
}

/** The rectangle of one layer at one place; nothing where its value is none. */
export function barPath(
  values: readonly number[],
  layer: number,
  { n, count, end }: { n: number; count: number; end: number },
): string {
  const value = values[layer] ?? 0;
  if (!(value > 0)) return "";
  const below = values.slice(0, layer).reduce(plus, 0);
  const width = PLANE_WIDTH / count;
  const left = Math.round((n + (1 - FILLED) / 2) * width * 100) / 100;
  const [top, bottom] = [heightOf(below + value, end), below === 0 ? PLANE_HEIGHT : heightOf(below, end)];
  return `M${left} ${bottom}V${top}h${Math.round(width * FILLED * 100) / 100}V${bottom}z`;
}

function plus(a: number, b: number): number {
  return a + b;
}
