import { computed, type ReadonlySignal } from "@preact/signals";
import type { Day } from "../../realtime/core/days.ts";
import type { AppointmentObject } from "../../realtime/core/objects.ts";
import { type HomeFacts, HomeModel } from "./home_model.ts";

/** What the server knows when it renders one day's appointments. */
export interface DayFacts extends Pick<HomeFacts, "me" | "appointments" | "presence"> {
  /** The chosen day; `appointments` are those of its whole week. */
  date: string;
  /** Seven days from Monday on, and the Monday after, which is where the week ends. */
  days: Day[];
  /** The date that it was when the page was made. */
  today: string;
}

/** Most appointments of a week that the page holds. */
export const WEEK_APPOINTMENTS_MAX = 500;

/** One day of the week strip. */
export interface DayTile extends Day {
  /** Visits that are still planned. */
  planned: number;
}

/** One day's appointments and how full the days around it are. What is done with one is done as on the home page. */
export class DayModel {
  readonly home: HomeModel;
  readonly date: string;
  readonly today: string;
  /** In the order of the clock; cancelled ones last. */
  readonly appointments: ReadonlySignal<AppointmentObject[]>;
  readonly week: ReadonlySignal<DayTile[]>;
  /** Whether there may be more than the page holds. */
  readonly isCut: ReadonlySignal<boolean>;

  constructor({ date, days, today, ...facts }: DayFacts) {
    this.home = new HomeModel({ ...facts, conversations: [], calls: [] });
    this.date = date;
    this.today = today;
    const tiles = days.slice(0, -1);
    const of = (index: number) => {
      const [from, until] = [days[index]!.start, days[index + 1]!.start];
      return this.home.appointments.value.filter(({ starts_at }) =>
        Date.parse(starts_at) >= from && Date.parse(starts_at) < until
      );
    };
    this.week = computed(() =>
      tiles.map((day, index) => ({
        ...day,
        planned: of(index).filter((one) => one.status === "scheduled").length,
      }))
    );
    this.isCut = computed(() => this.home.appointments.value.length >= WEEK_APPOINTMENTS_MAX);
    const chosen = tiles.findIndex((day) => day.date === date);
    this.appointments = computed(() => of(chosen).sort(byClock));
  }
}

function byClock(a: AppointmentObject, b: AppointmentObject): number {
  const [aLast, bLast] = [a, b].map((one) => Number(one.status === "cancelled"));
  return aLast! - bLast! || Date.parse(a.starts_at) - Date.parse(b.starts_at) || a.id - b.id;
}
