import type {
  AttachmentObject,
  ConversationObject,
  MessageObject,
  UserObject,
} from "../../realtime/core/objects.ts";

export const PATIENT: UserObject = { id: 1, name: "Pat Example", role: "patient" };
export const DOCTOR: UserObject = { id: 2, name: "Dr. Ada Example", role: "doctor" };
export const CONVERSATION_ID = "11111111-1111-4111-8111-111111111111";

/** A message with this number; its id follows from the number. */
export function messageNumbered(seq: number, changes: Partial<MessageObject> = {}): MessageObject {
  const at = new Date(Date.parse("2026-03-02T08:00:00.000Z") + seq * 1_000).toISOString();
  return {
    message_id: `22222222-2222-4222-8222-${String(seq).padStart(12, "0")}`,
    conversation_id: CONVERSATION_ID,
    seq,
    sender_id: PATIENT.id,
    body: `message ${seq}`,
    message_type: "text",
    in_call: false,
    call_id: null,
    status: "sent",
    created_at: at,
    delivered_at: null,
    read_at: null,
    attachment_ids: [],
    receipts: [],
    ...changes,
  };
}

/** The direct conversation of the patient and the doctor. */
export function directConversation(lastSeq: number): ConversationObject {
  return {
    conversation_id: CONVERSATION_ID,
    conversation_type: "direct",
    group_name: null,
    unread_count: 0,
    last_seq: lastSeq,
    last_message_at: null,
    participant_ids: [PATIENT.id, DOCTOR.id],
    participants: [PATIENT, DOCTOR],
  };
}

/** A picture of the patient's that was found clean; its id follows from its name. */
export function attachmentNamed(name: string, changes: Partial<AttachmentObject> = {}): AttachmentObject {
  const digits = [...name].map((one) => one.codePointAt(0)?.toString(16) ?? "").join("").padStart(12, "0");
  return {
    attachment_id: `55555555-5555-4555-8555-${digits.slice(-12)}`,
    owner_id: PATIENT.id,
    file_name: name,
    file_type: "image/png",
    file_size: 12_345,
    access_control: "shared_conversation",
    uploaded_at: "2026-03-02T08:00:00.000Z",
    expires_at: null,
    scan: "clean",
    call_id: null,
    message_id: null,
    conversation_id: CONVERSATION_ID,
    width: 800,
    height: 600,
    ...changes,
  };
}
