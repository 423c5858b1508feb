import type { ComponentChildren } from "preact";
import { clinicText as t } from "../clinic_text.ts";
import { PLANE_HEIGHT, PLANE_WIDTH, type PlotValue } from "./plot_scale.ts";

/** How a series is drawn; never by its colour alone. */
export type Look = "one" | "two" | "three";

export interface Series {
  name: string;
  look: Look;
  values: readonly PlotValue[];
}

export interface PlotProps {
  /** Unique on its page. */
  id: string;
  title: string;
  /** What the places are: days, times. */
  placeName: string;
  /** The name of each place. */
  places: readonly string[];
  /** What stands below the axis, from its start to its end. */
  axis: readonly string[];
  series: readonly Series[];
  format(value: number): string;
}

interface FrameProps extends PlotProps {
  end: number;
  description: string;
  /** Lines or bars. */
  kind: "lines" | "bars";
  children: ComponentChildren;
}

/**
 * What stands around every plot: title, legend, axes, and the same numbers as a table. Labels are text beside the drawing, so
 * that they keep their size on a narrow screen. Time runs from left to right in every language, as in printed charts: the style
 * sheet keeps the drawing and its axis so.
 */
export function PlotFrame(props: FrameProps) {
  const { id, title, axis, series, format, end, description, kind, children } = props;
  return (
    <figure class={`plot ${kind}`} aria-labelledby={`${id}-name`}>
      <figcaption id={`${id}-name`}>{title}</figcaption>
      <ul class="plot-legend">
        {series.map(({ name, look }) => (
          <li key={look}>
            <svg class={`plot-key look-${look}`} viewBox="0 0 24 12" aria-hidden="true">
              {kind === "lines" ? <path d="M1 6H23" /> : <rect x="4" y="0" width="16" height="12" />}
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <div class="plot-area">
        <div class="plot-scale" aria-hidden="true">
          {[end, end / 2, 0].map((value) => <span key={value} dir="auto">{format(value)}</span>)}
        </div>
        <svg
          class="plot-plane"
          viewBox={`0 0 ${PLANE_WIDTH} ${PLANE_HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-labelledby={`${id}-title ${id}-desc`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-desc`}>{description}</desc>
          <path class="plot-grid" d={`M0 0H${PLANE_WIDTH}M0 ${PLANE_HEIGHT / 2}H${PLANE_WIDTH}`} />
          {children}
          <path class="plot-ground" d={`M0 ${PLANE_HEIGHT}H${PLANE_WIDTH}`} />
        </svg>
        <div class="plot-axis" aria-hidden="true">
          {axis.map((one, n) => <span key={n} dir="auto">{one}</span>)}
        </div>
      </div>
      <Numbers {...props} />
    </figure>
  );
}

function Numbers({ title, placeName, places, series, format }: PlotProps) {
  return (
    <details class="plot-numbers">
      <summary>{t("numbers")}</summary>
      <div class="scrolled" tabIndex={0} role="region" aria-label={t("numbers_of", { title })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{placeName}</th>
              {series.map(({ name }) => <th key={name} scope="col">{name}</th>)}
            </tr>
          </thead>
          <tbody>
            {places.map((place, n) => (
              <tr key={n}>
                <th scope="row">{place}</th>
                {series.map(({ name, values }) => (
                  <td key={name}>{values[n] == null ? "–" : format(values[n])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
