import type { ClientEvent } from "../../realtime/core/client_events.ts";
import { deviceReportOf } from "./device_reports.ts";
import type { Belongings } from "./rights_scene.ts";

const SDP = "v=0\r\na=fingerprint:sha-256 00\r\n";

/** A request that would succeed if it came from the right person. */
export interface RightsRequest {
  query?: string;
  body?: unknown;
}

/**
 * For each operation that names something of somebody, by its name, the rest of the request; ids of the path come from
 * the belongings.
 */
export const RIGHTS_REQUESTS: Record<string, (of: Belongings) => RightsRequest> = {
  read_appointment: () => ({}),
  make_appointment: (of) => ({
    body: {
      patient_id: of.patient_id,
      doctor_id: of.user_id,
      starts_at: "2026-12-01T09:00:00.000Z",
      ends_at: "2026-12-01T09:30:00.000Z",
    },
  }),
  change_appointment: () => ({ body: { status: "cancelled" } }),
  make_invitation: () => ({}),
  list_invitations: () => ({}),
  revoke_invitation: () => ({}),
  arrive: () => ({}),
  leave: () => ({}),
  read_waiting: () => ({}),
  postpone_visit: () => ({ body: { minutes: 10 } }),
  mark_not_come: () => ({}),
  initiate_call: (of) => ({
    body: { callee_id: of.user_id, appointment_id: of.appointment_id, call_type: "video" },
  }),
  accept_call: () => ({}),
  decline_call: () => ({}),
  hangup_call: () => ({}),
  read_call: () => ({}),
  read_timeline: () => ({}),
  read_rating: () => ({}),
  rate_call: () => ({ body: { stars: 1, comment: "not mine" } }),
  export_calls: (of) => ({ query: `?user_id=${of.user_id}` }),
  list_calls: (of) => ({ query: `?user_id=${of.user_id}` }),
  read_statistics: (of) => ({ query: `?user_id=${of.user_id}` }),
  read_call_measures: (of) => ({ query: `?user_id=${of.user_id}` }),
  read_clinic_now: () => ({}),
  search_audit: () => ({}),
  submit_quality_metrics: () => ({ body: { rtt: 20, packet_loss: 0, jitter: 1 } }),
  read_quality_metrics: () => ({}),
  submit_device_check: (of) => ({ body: { appointment_id: of.appointment_id, report: deviceReportOf() } }),
  list_device_checks: () => ({}),
  open_conversation: (of) => ({
    body: { participant_ids: [of.user_id, of.patient_id], conversation_type: "group", group_name: "Us" },
  }),
  read_conversation: () => ({}),
  list_messages: () => ({}),
  send_message: () => ({ body: { body: "Let me in", message_type: "text" } }),
  mark_read: () => ({}),
  update_presence: (of) => ({ body: { status: "away", current_appointment_id: of.appointment_id } }),
  read_presence: () => ({}),
  upload_attachment: (of) => ({ body: formFor(of) }),
  list_attachments: (of) => ({ query: `?conversation_id=${of.conversation_id}` }),
  read_attachment: () => ({}),
  delete_attachment: () => ({}),
  download_attachment: () => ({}),
  list_users: () => ({}),
  read_user: () => ({}),
  add_user: () => ({ body: { email: "new@demo.test", name: "New", role: "admin" } }),
  change_user: () => ({ body: { role: "admin" } }),
  reset_password: () => ({}),
  unsubscribe_push: () => ({}),
};

function formFor(of: Belongings): FormData {
  const form = new FormData();
  form.append("conversation_id", of.conversation_id);
  form.append("file", new File(["x"], "x.txt", { type: "text/plain" }));
  return form;
}

/** Operations that name nothing of anybody else: who asks sees their own only. */
export const OWN_ONLY = [
  "list_appointments",
  "list_conversations",
  "list_contacts",
  "read_queue",
  "read_me",
  "logout",
  "refresh",
  "make_ticket",
  "read_ice_servers",
  "change_password",
  "read_push_key",
  "subscribe_push",
  "test_push",
  "count_missed_calls",
  "see_missed_calls",
] as const;

/** What each event of a client would say if it came from the right person; null names nothing of anybody. */
export const RIGHTS_EVENTS: Record<ClientEvent, ((of: Belongings) => unknown) | null> = {
  heartbeat: null,
  initiate_call: (of) => ({ callee_id: of.user_id, appointment_id: of.appointment_id, call_type: "video" }),
  accept_call: (of) => ({ call_id: of.call_id }),
  decline_call: (of) => ({ call_id: of.call_id }),
  hangup_call: (of) => ({ call_id: of.call_id }),
  "webrtc:offer": (of) => ({ call_id: of.call_id, offer: { type: "offer", sdp: SDP } }),
  "webrtc:answer": (of) => ({ call_id: of.call_id, answer: { type: "answer", sdp: SDP } }),
  "webrtc:ice": (of) => ({ call_id: of.call_id, candidate: null }),
  "webrtc:ack": (of) => ({ call_id: of.call_id, n: 1 }),
  "call:media": (of) => ({ call_id: of.call_id, receiving: { audio: true, video: true } }),
  "presence:update": (of) => ({ status: "away", current_appointment_id: of.appointment_id }),
  "chat:message": (of) => ({ conversation_id: of.conversation_id, body: "Let me in", client_id: "x" }),
  "chat:typing": (of) => ({ conversation_id: of.conversation_id }),
  "chat:delivered": (of) => ({ message_id: of.message_id }),
  "chat:read": (of) => ({ message_id: of.message_id }),
};
