import type { Day } from "./days.ts";
import type { DayStatisticsObject, Period, PeriodNumbers } from "./statistics_objects.ts";

/** Calls counted together. Each call is placed in the day in which it was initiated. */
export interface Tally {
  /** All of them, also those that go on, or were given up between answer and first sound and so are in no count below. */
  total: number;
  /** Somebody answered. */
  answered: number;
  /** Connected once, so that both sides saw or heard the other, however it ended, or goes on. */
  completed: number;
  /** Rang until nobody had answered in time. */
  missed: number;
  /** The callee declined. */
  declined: number;
  /** The caller gave up before an answer. */
  cancelled: number;
  /** Refused because one of the two was in another call. */
  busy: number;
  /** Answered, but no connection could be made. */
  failed: number;
  video: number;
  voice: number;
  /** Calls that were connected and are over, and the seconds that they were connected. */
  ended: number;
  seconds: number;
}

/** What was counted in one day; `rtt` in milliseconds, over those calls that were measured. */
export interface DayTally extends Tally {
  /** Index of the day within the period. */
  day: number;
  /** The median over calls of each call's own median. */
  rttP50: number | null;
  /** The 95th percentile over calls of each call's own 95th percentile. */
  rttP95: number | null;
}

const NONE: Tally = {
  total: 0,
  answered: 0,
  completed: 0,
  missed: 0,
  declined: 0,
  cancelled: 0,
  busy: 0,
  failed: 0,
  video: 0,
  voice: 0,
  ended: 0,
  seconds: 0,
};

/** How many days a period has. */
export function daysOfPeriod(period: Period): number {
  return Number.parseInt(period);
}

/** The sum of what was counted in several days. */
export function sumOf(tallies: readonly Tally[]): Tally {
  const keys = Object.keys(NONE) as (keyof Tally)[];
  return tallies.reduce(
    (sum, one) => Object.fromEntries(keys.map((key) => [key, sum[key] + one[key]])) as unknown as Tally,
    NONE,
  );
}

/** The numbers of a period as the API shows them. */
export function totalsOf(tally: Tally): PeriodNumbers {
  return {
    total_calls: tally.total,
    completed_calls: tally.completed,
    missed_calls: tally.missed,
    declined_calls: tally.declined,
    cancelled_calls: tally.cancelled,
    busy_calls: tally.busy,
    failed_calls: tally.failed,
    video_calls: tally.video,
    voice_calls: tally.voice,
    answered_rate: tally.total === 0 ? null : Math.round((tally.answered / tally.total) * 10_000) / 10_000,
    average_duration: averageSeconds(tally),
  };
}

/** Every day of a period, also those without a call. */
export function fillDays(days: readonly Day[], counted: readonly DayTally[]): DayStatisticsObject[] {
  const byDay = new Map(counted.map((one) => [one.day, one]));
  return days.map(({ date }, index) => {
    const tally = byDay.get(index);
    return {
      date,
      total_calls: tally?.total ?? 0,
      completed_calls: tally?.completed ?? 0,
      missed_calls: tally?.missed ?? 0,
      declined_calls: tally?.declined ?? 0,
      failed_calls: tally?.failed ?? 0,
      average_duration: averageSeconds(tally ?? NONE),
      ...(tally?.rttP50 == null ? {} : { rtt_p50: tally.rttP50 }),
      ...(tally?.rttP95 == null ? {} : { rtt_p95: tally.rttP95 }),
    };
  });
}

/** Connected seconds per connected call that is over, to a tenth; 0 where there is none. */
function averageSeconds({ seconds, ended }: Tally): number {
  return ended === 0 ? 0 : Math.round((seconds / ended) * 10) / 10;
}
