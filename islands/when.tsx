import { useContext } from "preact/hooks";
import { formatClock, formatDay, formatFull } from "./format.ts";
import { MomentContext } from "./kit/moment.ts";
import { LANGUAGES } from "./languages.ts";
import { language } from "./text.ts";

/** A time of the wire in words, in the reader's own zone; "day" as seen from now. */
export function When({ at, as = "day_clock" }: { at: string; as?: "day" | "clock" | "day_clock" }) {
  const { now, zone } = useContext(MomentContext);
  const time = Date.parse(at);
  const clock = formatClock(time, zone.value);
  const day = formatDay(time, now.value, zone.value);
  const text = { clock, day, day_clock: day + LANGUAGES[language()].comma + clock }[as];
  return <time dateTime={at} title={formatFull(time, zone.value)}>{text}</time>;
}
