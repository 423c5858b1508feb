import type { Role } from "../../realtime/core/identity.ts";
import type { AppointmentObject } from "../../realtime/core/objects.ts";
import { PER_PAGE_MAX } from "../../realtime/core/page.ts";
import { getJson } from "../api.ts";
import { WEEK_APPOINTMENTS_MAX } from "../models/day_model.ts";
import type { HomeSource } from "../models/home_model.ts";

const PAGES_MAX = WEEK_APPOINTMENTS_MAX / PER_PAGE_MAX;

/** A week's appointments, read from the API; the page shows nothing else of what a home page has. */
export function daySource(role: Role, from: number, until: number): HomeSource {
  // The last moment that the list includes.
  const [first, last] = [from, until - 1].map((at) => encodeURIComponent(new Date(at).toISOString()));
  const everybody = role === "admin";
  return {
    async appointments() {
      const all: AppointmentObject[] = [];
      for (let page = 1, pages = 1; page <= Math.min(pages, PAGES_MAX); page++) {
        const answer = await getJson<{ appointments: AppointmentObject[]; pages: number }>(
          `/api/appointments?date_from=${first}&date_to=${last}&per_page=${PER_PAGE_MAX}&page=${page}` +
            `&everybody=${everybody}`,
        );
        all.push(...answer.appointments);
        pages = answer.pages;
      }
      return all;
    },
    conversations: () => Promise.resolve([]),
    recentCalls: () => Promise.resolve([]),
  };
}
