import * as v from "valibot";
import { BODY_LENGTH_MAX } from "./body_length.ts";
import { CALL_STATUSES, CALL_TYPES, END_REASONS } from "./call.ts";
import { ROLES } from "./identity.ts";

export const PRESENCE_STATUSES = ["online", "away", "idle", "busy", "offline", "do_not_disturb"] as const;
export type PresenceStatus = (typeof PRESENCE_STATUSES)[number];

export const DEVICE_TYPES = ["web", "mobile", "desktop"] as const;
export type DeviceType = (typeof DEVICE_TYPES)[number];

export const MESSAGE_TYPES = ["text", "image", "file", "voice_note", "prescription", "report"] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

export const MESSAGE_STATUSES = ["sent", "delivered", "read"] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

export const ACCESS_CONTROLS = ["private", "shared_call", "shared_conversation"] as const;
export type AccessControl = (typeof ACCESS_CONTROLS)[number];

/** `pending` is quarantined; `skipped` is where no scanner is configured. */
export const SCAN_STATUSES = ["pending", "clean", "infected", "skipped"] as const;
export type ScanStatus = (typeof SCAN_STATUSES)[number];

export const QUALITIES = ["excellent", "good", "fair", "poor"] as const;
export type Quality = (typeof QUALITIES)[number];

/** Integer key of a user or an appointment: 1 to 2³¹ − 1. */
export const key = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2_147_483_647));
export const uuid = v.pipe(v.string(), v.uuid());
/** ISO 8601 UTC with milliseconds. */
export const time = v.pipe(v.string(), v.isoTimestamp());
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const callType = v.picklist(CALL_TYPES);
export const callStatus = v.picklist(CALL_STATUSES);
export const endReason = v.picklist(END_REASONS);
export const role = v.picklist(ROLES);
export const presenceStatus = v.picklist(PRESENCE_STATUSES);
export const deviceType = v.picklist(DEVICE_TYPES);
export const messageType = v.picklist(MESSAGE_TYPES);
export const messageStatus = v.picklist(MESSAGE_STATUSES);
export const accessControl = v.picklist(ACCESS_CONTROLS);
export const scanStatus = v.picklist(SCAN_STATUSES);
export const quality = v.picklist(QUALITIES);
/** What a message says; message_content.ts knows which types may say nothing. */
export const body = v.pipe(v.string(), v.maxLength(BODY_LENGTH_MAX));
/** Made by the client, the same in every repetition of one command. */
export const clientId = v.pipe(v.string(), v.minLength(1), v.maxLength(128));
/** Number of a signaling message: per sending device and call, growing. */
export const signalNumber = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(Number.MAX_SAFE_INTEGER),
);
/** Why a device declines or leaves; unknown words count as the plain one. */
export const reason = v.pipe(v.string(), v.maxLength(64));
