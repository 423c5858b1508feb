import { CLOSE, mayComeBack } from "./core/close_codes.ts";
import {
  type Beyond,
  KIND_OF,
  type KindRate,
  type Limit,
  type Rate,
  REALTIME_LIMITS,
  REALTIME_RATES,
} from "./core/realtime_limits.ts";

/** Stand around the tables in README.md. */
export const LIMITS_MARKERS = { start: "<!-- limits -->", end: "<!-- /limits -->" } as const;

/** All limits of the socket for README.md, between its markers. */
export function limitsMarkdown(): string {
  const { start, end } = LIMITS_MARKERS;
  const tables = [limitRows(), rateRows(), closeRows()].map(markdownTable).join("\n\n");
  return [start, "<!-- deno-fmt-ignore-start -->", "", tables, "", "<!-- deno-fmt-ignore-end -->", end]
    .join("\n");
}

/** Rows of texts, the head first. Names in them stand between backticks. */
export type Rows = readonly (readonly string[])[];

/** The limits that are one number each. */
export function limitRows(): Rows {
  const rows = Object.values(REALTIME_LIMITS).map((limit: Limit) => [
    limit.meaning,
    amountOf(limit),
    beyondOf(limit.beyond),
  ]);
  return [["What", "At most", "Beyond it"], ...rows];
}

/** How often each kind of event may come. */
export function rateRows(): Rows {
  const rows = Object.entries(REALTIME_RATES).map(([kind, rate]: [string, KindRate]) => {
    const events = Object.entries(KIND_OF).filter(([, one]) => one === kind).map(([event]) => `\`${event}\``);
    return [
      [rate.meaning, events.join(", ")].filter((text) => text !== "").join(" "),
      rateOf(rate.socket),
      rateOf(rate.user),
      beyondOf(rate.beyond),
    ];
  });
  return [["Events", "One socket", "One person", "Beyond it"], ...rows];
}

/** What each close code means, and whether to come back. */
export function closeRows(): Rows {
  const rows = Object.values(CLOSE).toSorted((a, b) => a.code - b.code).map(({ code, reason }) => [
    `\`${code}\``,
    reason,
    mayComeBack(code) ? "yes" : "no",
  ]);
  return [["Close code", "Reason", "Come back"], ...rows];
}

/** A table in Markdown. */
export function markdownTable(rows: Rows): string {
  const [head = [], ...body] = rows;
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function amountOf({ most, unit }: Limit): string {
  if (unit === "bytes") return `${most / 1_024} KiB`;
  if (unit === "ms") return `${most / 1_000} s`;
  return String(most);
}

function rateOf({ burst, perSecond }: Rate): string {
  return `${burst} at once, then ${perSecond} a second`;
}

function beyondOf(beyond: Beyond): string {
  if (beyond === "dropped") return "dropped";
  if ("close" in beyond) return `closed with \`${CLOSE[beyond.close].code}\``;
  return "status" in beyond ? `status ${beyond.status}, \`Retry-After\`` : `\`${beyond.refuse}\``;
}
