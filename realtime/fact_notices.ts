import type { CallDeps } from "./call_deps.ts";
import { conversationNotice, messageNotice, receiptNotice } from "./chat_notices.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { acceptedNotices } from "./call_notices.ts";
import { isAnswered } from "./core/call.ts";
import { isoTime } from "./core/call_object.ts";
import { callNotices } from "./move_call.ts";
import { ringIfReachable } from "./place_call.ts";
import type { AppointmentStore } from "./ports/appointment_store.ts";
import type { Fact } from "./ports/fact_log.ts";
import type { Notice } from "./ports/notice.ts";
import type { WaitingStore } from "./ports/waiting_store.ts";
import { appointmentNotices } from "./tell_appointment.ts";
import { waitingNotices } from "./waiting_notices.ts";

export interface FactNoticesDeps {
  call: CallDeps;
  conversations: Pick<ChatDeps["conversations"], "messagesById" | "participants" | "views">;
  appointments: Pick<AppointmentStore, "find">;
  waiting: Pick<WaitingStore, "queue" | "ofAppointment">;
}

type Of<K extends Fact["kind"]> = Extract<Fact, { kind: K }>;

/** What people's devices are told of these facts, as everything stands now. */
export async function noticesOfFacts(deps: FactNoticesDeps, facts: readonly Fact[]): Promise<Notice[]> {
  const of = <K extends Fact["kind"]>(kind: K) => facts.filter((one): one is Of<K> => one.kind === kind);
  const opened = new Set(of("conversation").map((one) => one.conversationId));
  const calls = new Set(of("call").map((one) => one.callId));
  const appointments = new Set(of("appointment").map((one) => one.appointmentId));
  const found = [
    ...[...opened].map((id) => openedNotices(deps, id)),
    messageNotices(deps, of("message")),
    ...of("receipt").map((one) => receiptNotices(deps, one)),
    ...[...calls].map((id) => noticesOfCall(deps, id)),
    ...[...appointments].map((id) => noticesOfAppointment(deps, id)),
  ];
  return (await Promise.all(found)).flat();
}

async function openedNotices({ conversations }: FactNoticesDeps, conversationId: string): Promise<Notice[]> {
  const views = await conversations.views(conversationId);
  return views.map((view) => conversationNotice({ users: [view.userId] }, view));
}

async function messageNotices(deps: FactNoticesDeps, facts: readonly Of<"message">[]): Promise<Notice[]> {
  if (facts.length === 0) return [];
  const messages = await deps.conversations.messagesById(facts.map((one) => one.messageId));
  return await Promise.all(messages.map(async (message) => {
    const users = await deps.conversations.participants(message.conversation_id) ?? [];
    return messageNotice({ users }, message);
  }));
}

async function receiptNotices(deps: FactNoticesDeps, fact: Of<"receipt">): Promise<Notice[]> {
  const users = await deps.conversations.participants(fact.conversationId) ?? [];
  return [receiptNotice({ users }, fact.receipt, {
    message_id: fact.messageId,
    conversation_id: fact.conversationId,
    user_id: fact.userId,
    seq: fact.seq,
    at: isoTime(fact.at),
  })];
}

async function noticesOfCall({ call: deps }: FactNoticesDeps, callId: string): Promise<Notice[]> {
  const found = await deps.calls.find(callId);
  if (!found) return [];
  // A call that was placed elsewhere rings here, where the callee is.
  const call = await ringIfReachable(deps, found);
  deps.changed(call);
  const told = await callNotices(deps, call);
  // Whoever was not told that it was answered is told with the newest version: by now it may be two stages further.
  const isPastAnswer = isAnswered(call) && call.status !== "accepted";
  return isPastAnswer ? [...acceptedNotices(call, deps.iceServersFor), ...told] : told;
}

/** Also what it means in the waiting room: what happens there is written down under the appointment. */
async function noticesOfAppointment(deps: FactNoticesDeps, id: number): Promise<Notice[]> {
  const appointment = await deps.appointments.find(id);
  if (!appointment) return [];
  const waiting = await deps.waiting.ofAppointment(id);
  const told = appointmentNotices(appointment);
  if (waiting.length === 0) return told;
  return [...told, ...waitingNotices(undefined, await deps.waiting.queue(appointment.doctor_id), waiting)];
}
