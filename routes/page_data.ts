import { WEEK_APPOINTMENTS_MAX } from "../islands/models/day_model.ts";
import type { ChatDeps } from "../realtime/chat_deps.ts";
import { readCall, readHistory } from "../realtime/call_history.ts";
import type { AppointmentObject } from "../realtime/core/objects.ts";
import { accept } from "../realtime/core/outcome.ts";
import { PER_PAGE_MAX } from "../realtime/core/page.ts";
import { readConversation, readMessages } from "../realtime/read_conversation.ts";
import type { HistoryStore } from "../realtime/ports/history_store.ts";
import type { PresenceBoard } from "../realtime/presence_board.ts";
import { readQueue } from "../realtime/manage_queue.ts";
import { readWaiting } from "../realtime/own_waiting.ts";
import { listAppointments, readAppointment } from "../realtime/read_appointments.ts";
import { type InboxDeps, listConversations } from "../realtime/read_inbox.ts";
import type { VisitDeps } from "../realtime/visit_deps.ts";
import { openConversation } from "../realtime/open_conversation.ts";
import type { PageQueries } from "./page_queries.ts";
import { uuidOrNil } from "./path_id.ts";

/** Most rows that a page shows of what has no paging on it. */
const ROWS_MAX = 50;
/** Most pages of appointments that are put into one. */
const APPOINTMENT_PAGES_MAX = WEEK_APPOINTMENTS_MAX / PER_PAGE_MAX;

export interface PageDataDeps extends ChatDeps, InboxDeps {
  history: HistoryStore;
  board: PresenceBoard;
  visit: VisitDeps;
}

/** What the pages show, read by the same use cases as the API. */
export function pageQueries(deps: PageDataDeps): PageQueries {
  const first = { page: 1, perPage: ROWS_MAX };
  return {
    async appointments(who) {
      const outcome = await listAppointments(deps.visit, who, {
        ...first,
        // Administrators take part in none; they look after all of them.
        everybody: who.role === "admin",
      });
      if (!outcome.ok) throw new Error("one's own appointments were refused");
      return outcome.value.items;
    },
    async appointmentsBetween(who, from, until) {
      const all: AppointmentObject[] = [];
      for (let page = 1, pages = 1; page <= Math.min(pages, APPOINTMENT_PAGES_MAX); page++) {
        const outcome = await listAppointments(deps.visit, who, {
          ...{ page, perPage: PER_PAGE_MAX, from, until },
          everybody: who.role === "admin",
        });
        if (!outcome.ok) throw new Error("one's own appointments were refused");
        all.push(...outcome.value.items);
        pages = outcome.value.pages;
      }
      return all;
    },
    async history(who, filter) {
      const outcome = await readHistory(deps, who, filter);
      if (!outcome.ok) throw new Error("one's own history was refused");
      return outcome.value;
    },
    async conversations(who) {
      return (await listConversations(deps, who, first)).items;
    },
    async inbox(who, query) {
      return await listConversations(deps, who, query);
    },
    async messages(who, conversationId) {
      const conversation = await readConversation(deps, who, uuidOrNil(conversationId));
      if (!conversation.ok) return conversation;
      const messages = await readMessages(deps, who, conversationId, { kind: "page", request: first });
      return messages.ok
        ? accept({ conversation: conversation.value, messages: messages.value.items })
        : messages;
    },
    async call(who, callId) {
      const call = await readCall(deps, who, uuidOrNil(callId));
      if (!call.ok) return call;
      const other = call.value.caller_id === who.userId ? call.value.callee_id : call.value.caller_id;
      const opened = await openConversation(deps, who, {
        participant_ids: [other],
        conversation_type: "direct",
      });
      if (!opened.ok) return opened;
      return accept({ call: call.value, conversationId: opened.value.conversation.conversation_id });
    },
    async waitingRoom(who, appointmentId) {
      const waiting = await readWaiting(deps.visit, who, appointmentId);
      if (!waiting.ok) return waiting;
      const appointment = await readAppointment(deps.visit, who, appointmentId);
      if (!appointment.ok) return appointment;
      const { doctor_id } = appointment.value;
      const opened = await openConversation(deps, who, {
        participant_ids: [doctor_id],
        conversation_type: "direct",
      });
      if (!opened.ok) return opened;
      const [presence = null] = await deps.board.of([doctor_id], who.userId);
      const { conversation } = opened.value;
      return accept({ waiting: waiting.value, appointment: appointment.value, conversation, presence });
    },
    async queue(who) {
      const outcome = await readQueue(deps.visit, who);
      return outcome.ok ? outcome.value : null;
    },
    async presence(who) {
      return await deps.board.of(await deps.directory.acquaintances(who.userId), who.userId);
    },
  };
}
