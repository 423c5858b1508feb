import type { CallMeasuresObject } from "./core/call_measures.ts";
import { isoTime } from "./core/call_object.ts";
import { lastDays } from "./core/days.ts";
import type { Identity } from "./core/identity.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { may } from "./core/rights.ts";
import { daysOfPeriod, fillDays, sumOf, totalsOf } from "./core/statistics.ts";
import type { CallStatisticsObject, Period } from "./core/statistics_objects.ts";
import type { Clock } from "./ports/clock.ts";
import type { Percentiles, StatisticsStore } from "./ports/statistics_store.ts";

export interface StatisticsDeps {
  statistics: StatisticsStore;
  clock: Clock;
}

export interface StatisticsRequest {
  period: Period;
  /** Somebody else; for administrators. */
  userId?: number;
  /** The whole clinic; for administrators. */
  everybody: boolean;
  byDay: boolean;
  /** Whose days are meant: a name of the tz database. */
  zone: string;
}

/** The calls of a period in numbers: one's own, another person's or everybody's. */
export async function readStatistics(
  deps: StatisticsDeps,
  who: Identity,
  request: StatisticsRequest,
): Promise<Outcome<CallStatisticsObject>> {
  const whose = whoseCalls(who, request);
  if (!whose.ok) return whose;
  const now = deps.clock.now();
  const days = lastDays(daysOfPeriod(request.period), now, request.zone);
  const starts = days.map((one) => one.start);
  const counted = await deps.statistics.tally({
    userId: whose.value,
    starts: request.byDay ? starts : starts.slice(0, 1),
    until: now + 1,
    measured: request.byDay,
  });
  return accept({
    period: request.period,
    from: isoTime(starts[0] ?? now),
    to: isoTime(now),
    ...totalsOf(sumOf(counted)),
    ...(request.byDay ? { days: fillDays(days, counted) } : {}),
  });
}

/** How the calls of a period ended, how quickly they connected and how good they were. */
export async function readMeasures(
  deps: StatisticsDeps,
  who: Identity,
  request: Omit<StatisticsRequest, "byDay">,
): Promise<Outcome<CallMeasuresObject>> {
  const whose = whoseCalls(who, request);
  if (!whose.ok) return whose;
  const now = deps.clock.now();
  const days = lastDays(daysOfPeriod(request.period), now, request.zone);
  const starts = days.map((one) => one.start);
  const found = await deps.statistics.measures({ userId: whose.value, starts, until: now + 1 });
  const byDay = new Map(found.days.map((one) => [one.day, one]));
  return accept({
    period: request.period,
    from: isoTime(starts[0] ?? now),
    to: isoTime(now),
    reasons: found.reasons.map(({ reason, calls }) => ({ end_reason: reason, calls })),
    time_to_connect: rounded(found.timeToConnect),
    duration: rounded(found.duration),
    days: days.map(({ date }, index) => {
      const { measured = 0, rtt = null, packetLoss = null, jitter = null } = byDay.get(index) ?? {};
      return {
        date,
        measured_calls: measured,
        rtt: rounded(rtt),
        packet_loss: rounded(packetLoss),
        jitter: rounded(jitter),
      };
    }),
  });
}

/** To hundredths: more is noise. */
function rounded(both: Percentiles): Percentiles {
  return both && { p50: Math.round(both.p50 * 100) / 100, p95: Math.round(both.p95 * 100) / 100 };
}

/** The id of the person whose calls are meant, or null for everybody. */
function whoseCalls(
  who: Identity,
  { userId, everybody }: Pick<StatisticsRequest, "userId" | "everybody">,
): Outcome<number | null> {
  if (everybody && userId !== undefined) {
    return refuse("bad_request", "Ask for one person or for everybody, not both.");
  }
  if (everybody) {
    return may(who.role, "statistics.read_all", "stranger")
      ? accept(null)
      : refuse("forbidden", "Only administrators see the numbers of the whole clinic.");
  }
  if (userId !== undefined && userId !== who.userId && !may(who.role, "history.read_others", "stranger")) {
    return refuse("not_found", "There is no such person.");
  }
  return accept(userId ?? who.userId);
}
