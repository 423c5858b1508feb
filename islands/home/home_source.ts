import type {
  AppointmentObject,
  ConversationObject,
  HistoryEntryObject,
} from "../../realtime/core/objects.ts";
import type { Role } from "../../realtime/core/identity.ts";
import { getJson } from "../api.ts";
import { type HomeSource, RECENT_CALLS } from "../models/home_model.ts";

/** Most rows read of a list that has no paging on the page. */
const ROWS = 50;

/** The home page's lists, read from the API; administrators look after everybody's appointments. */
export function homeSource(role: Role): HomeSource {
  const everybody = role === "admin";
  return {
    appointments: async () =>
      (await getJson<{ appointments: AppointmentObject[] }>(
        `/api/appointments?per_page=${ROWS}&everybody=${everybody}`,
      )).appointments,
    conversations: async () =>
      (await getJson<{ conversations: ConversationObject[] }>(`/api/conversations?per_page=${ROWS}`))
        .conversations,
    recentCalls: async () =>
      (await getJson<{ calls: HistoryEntryObject[] }>(`/api/call-history?per_page=${RECENT_CALLS}`)).calls,
  };
}
