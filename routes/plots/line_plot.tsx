import { clinicText as t } from "../clinic_text.ts";
import { PlotFrame, type PlotProps, type Series } from "./plot_frame.tsx";
import { axisEnd, knownValues, linePath } from "./plot_scale.ts";

/** Values over time as lines, with gaps where nothing was measured; says so where nothing was measured at all. */
export function LinePlot(props: PlotProps) {
  const { id, title, series, format } = props;
  const values = series.flatMap((one) => one.values);
  if (knownValues(values).length === 0) {
    return (
      <figure class="plot" aria-labelledby={`${id}-name`}>
        <figcaption id={`${id}-name`}>{title}</figcaption>
        <p class="muted">{t("not_measured")}</p>
      </figure>
    );
  }
  const end = axisEnd(values);
  const description = series.map((one) => rangeText(one, format)).join(" ");
  return (
    <PlotFrame {...props} kind="lines" end={end} description={description}>
      {series.map(({ look, values }) => (
        <path key={look} class={`plot-line look-${look}`} d={linePath(values, end)} />
      ))}
    </PlotFrame>
  );
}

/** A series in one sentence. */
function rangeText({ name, values }: Series, format: (value: number) => string): string {
  const known = knownValues(values).map((value) => ({ value, text: format(value) }));
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last) return t("series_none", { name });
  const low = known.reduce((a, b) => (b.value < a.value ? b : a), first);
  const high = known.reduce((a, b) => (b.value > a.value ? b : a), first);
  return t("series_range", { name, low: low.text, high: high.text, last: last.text });
}
