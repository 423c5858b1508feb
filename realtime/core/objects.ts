import * as v from "valibot";
import * as f from "./fields.ts";
import { qualitySummaryObject } from "./quality_objects.ts";

/** The objects of CONTRACT.md as they stand on the wire, on both doors. */
export const userObject = v.object({
  id: f.key,
  name: v.string(),
  role: f.role,
  /** True for who has no account and came to one appointment only; shown where appointments are. */
  is_guest: v.optional(v.literal(true)),
});
export type UserObject = v.InferOutput<typeof userObject>;

export const appointmentStatus = v.picklist(["scheduled", "cancelled", "completed"]);
/** A user as administrators and the person see it; guests have no e-mail. */
export const accountObject = v.object({
  ...userObject.entries,
  email: v.nullable(v.string()),
  disabled: v.boolean(),
  created_at: f.time,
});
export type AccountObject = v.InferOutput<typeof accountObject>;

export const appointmentObject = v.object({
  id: f.key,
  patient_id: f.key,
  doctor_id: f.key,
  starts_at: f.time,
  ends_at: f.time,
  status: appointmentStatus,
  /** What it is about; null also for those who may not know. */
  reason: v.nullable(v.string()),
  version: f.count,
  patient: userObject,
  doctor: userObject,
  /** Who came by an invitation, the patient aside. */
  guests: v.array(userObject),
});
export type AppointmentObject = v.InferOutput<typeof appointmentObject>;

/** A link that lets somebody without an account into one appointment, without the link itself. */
export const invitationObject = v.object({
  invitation_id: f.uuid,
  appointment_id: f.key,
  created_at: f.time,
  /** When its door closes. */
  expires_at: f.time,
  revoked_at: v.nullable(f.time),
  /** Who comes by it; null until somebody has. */
  guest: v.nullable(userObject),
});
export type InvitationObject = v.InferOutput<typeof invitationObject>;

export const callParticipantObject = v.object({
  user_id: f.key,
  joined_at: v.nullable(f.time),
  left_at: v.nullable(f.time),
  media_attested_at: v.nullable(f.time),
});

export const callObject = v.object({
  call_id: f.uuid,
  room_id: v.string(),
  appointment_id: f.key,
  caller_id: f.key,
  callee_id: f.key,
  call_type: f.callType,
  status: f.callStatus,
  end_reason: v.nullable(f.endReason),
  version: f.count,
  initiated_at: f.time,
  ringing_at: v.nullable(f.time),
  accepted_at: v.nullable(f.time),
  connected_at: v.nullable(f.time),
  ended_at: v.nullable(f.time),
  duration: f.count,
  participants: v.array(callParticipantObject),
});
export type CallObject = v.InferOutput<typeof callObject>;

export const callSummaryObject = v.object({
  call_id: f.uuid,
  duration: f.count,
  end_reason: v.nullable(f.endReason),
  call_type: f.callType,
  connected_at: v.nullable(f.time),
  ended_at: v.nullable(f.time),
});
export type CallSummaryObject = v.InferOutput<typeof callSummaryObject>;

/** RTCIceServer of the W3C WebRTC specification. */
export const iceServerObject = v.object({
  urls: v.union([v.string(), v.array(v.string())]),
  username: v.optional(v.string()),
  credential: v.optional(v.string()),
});
export type IceServerObject = v.InferOutput<typeof iceServerObject>;

export const attachmentObject = v.object({
  attachment_id: f.uuid,
  owner_id: f.key,
  file_name: v.string(),
  /** MIME type, found by the content. */
  file_type: v.string(),
  /** Bytes. */
  file_size: f.count,
  access_control: f.accessControl,
  uploaded_at: f.time,
  expires_at: v.nullable(f.time),
  scan: f.scanStatus,
  call_id: v.nullable(f.uuid),
  message_id: v.nullable(f.uuid),
  conversation_id: v.nullable(f.uuid),
  /** Pixels, of images. */
  width: v.nullable(f.count),
  height: v.nullable(f.count),
});
export type AttachmentObject = v.InferOutput<typeof attachmentObject>;

export const receiptObject = v.object({
  user_id: f.key,
  delivered_at: v.nullable(f.time),
  read_at: v.nullable(f.time),
});

export const messageObject = v.object({
  message_id: f.uuid,
  conversation_id: f.uuid,
  seq: f.count,
  sender_id: f.key,
  body: v.string(),
  message_type: f.messageType,
  in_call: v.boolean(),
  call_id: v.nullable(f.uuid),
  status: f.messageStatus,
  created_at: f.time,
  delivered_at: v.nullable(f.time),
  read_at: v.nullable(f.time),
  attachment_ids: v.array(f.uuid),
  receipts: v.array(receiptObject),
  client_id: v.optional(v.string()),
  /** What `attachment_ids` names, where there is anything. */
  attachments: v.optional(v.array(attachmentObject)),
});
export type MessageObject = v.InferOutput<typeof messageObject>;

export const conversationObject = v.object({
  conversation_id: f.uuid,
  conversation_type: v.picklist(["direct", "group"]),
  group_name: v.nullable(v.string()),
  unread_count: f.count,
  last_seq: f.count,
  last_message_at: v.nullable(f.time),
  participant_ids: v.array(f.key),
  participants: v.array(userObject),
});
export type ConversationObject = v.InferOutput<typeof conversationObject>;

/** A conversation in the list of all of them. */
export const inboxEntryObject = v.object({
  ...conversationObject.entries,
  last_message: v.nullable(messageObject),
});
export type InboxEntry = v.InferOutput<typeof inboxEntryObject>;

export const presenceObject = v.object({
  user_id: f.key,
  status: f.presenceStatus,
  last_seen: v.nullable(f.time),
  device_type: f.deviceType,
  /** Grows with every change while the person was there not long ago; an older one than is known is no news. */
  version: v.optional(f.count),
  current_call_id: v.optional(v.nullable(f.uuid)),
  current_appointment_id: v.optional(v.nullable(f.key)),
});
export type PresenceObject = v.InferOutput<typeof presenceObject>;

/** One sample of how a call was for one side. */
export const qualityMetricsObject = v.object({
  call_id: f.uuid,
  user_id: f.key,
  timestamp: f.time,
  /** Milliseconds. */
  rtt: v.nullable(v.number()),
  /** Percent. */
  packet_loss: v.nullable(v.number()),
  /** Milliseconds. */
  jitter: v.nullable(v.number()),
  /** Kilobits per second, as the bitrates. */
  available_bandwidth: v.nullable(f.count),
  audio_bitrate: v.nullable(f.count),
  video_bitrate: v.nullable(f.count),
  video_resolution: v.nullable(v.string()),
  video_framerate: v.nullable(v.number()),
  /** Percent. */
  cpu_usage: v.nullable(v.number()),
  memory_usage: v.nullable(v.number()),
  audio_quality: v.nullable(f.quality),
  video_quality: v.nullable(f.quality),
  relay: v.nullable(v.boolean()),
});
export type QualityMetricsObject = v.InferOutput<typeof qualityMetricsObject>;

/** A call with the names of its two people, as lists show it. */
/** What somebody said of a call; without stars they did not want to say. */
export const ratingObject = v.object({
  user_id: f.key,
  stars: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5))),
  comment: v.nullable(v.string()),
  rated_at: f.time,
});
export type RatingObject = v.InferOutput<typeof ratingObject>;

export const historyEntryObject = v.object({
  ...callObject.entries,
  caller: userObject,
  callee: userObject,
  /** Of calls that are over and were measured. */
  audio_quality: v.optional(f.quality),
  video_quality: v.optional(f.quality),
  /** The same at length, of one call only. */
  quality: v.optional(qualitySummaryObject),
});
export type HistoryEntryObject = v.InferOutput<typeof historyEntryObject>;
