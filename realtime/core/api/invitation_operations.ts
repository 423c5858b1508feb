import * as v from "valibot";
import * as f from "../fields.ts";
import { invitationObject } from "../objects.ts";
import { guestName } from "./appointment_operations.ts";
import { signedIn } from "./auth_operations.ts";
import { pageObject, pageQuery } from "./lists.ts";
import { operations } from "./operation.ts";
import { LANGUAGE_CODES } from "../languages.ts";

/** What an invitation link carries behind its `#`; longer texts are none. */
const token = v.pipe(v.string(), v.minLength(1), v.maxLength(128));

/** A new invitation with everything to hand on; the only place where its link is shown. */
export const madeInvitation = v.object({
  invitation_id: f.uuid,
  /** `<PUBLIC_URL>/join#<token>`. */
  url: v.string(),
  /** When its door closes. */
  expires_at: f.time,
  /** A message with the link, for SMS or e-mail. */
  text: v.string(),
  /** The link as a QR code, in SVG. */
  qr: v.string(),
  /** The visit as an iCalendar file (RFC 5545). */
  ics: v.string(),
});

/** What can be told of a link to whoever holds it. */
export const seenInvitation = v.object({
  state: v.picklist(["open", "too_early", "over", "cancelled", "already_open"]),
  starts_at: f.time,
  ends_at: f.time,
  opens_at: f.time,
  closes_at: f.time,
  doctor: v.object({ name: v.string() }),
  /** Whom the link signs in, where the clinic has named them. */
  patient_name: v.optional(v.string()),
  /** Who came by it before. */
  guest_name: v.optional(v.string()),
});
export type SeenInvitation = v.InferOutput<typeof seenInvitation>;

/** Invitations, and what those who hold one can do without an account. */
export const invitationOperations = operations({
  "POST /api/appointments/{appointment_id}/invitations": {
    name: "make_invitation",
    summary:
      "Make a link for somebody without an account, for the appointment's doctor and administrators. It works " +
      "as often as needed, from 30 minutes before the start until 30 minutes after the end.",
    tag: "Appointments",
    // `language`: of the message and the calendar entry; without it that of the request.
    body: v.strictObject({
      client_id: v.optional(f.clientId),
      language: v.optional(v.picklist(LANGUAGE_CODES)),
    }),
    bodyOptional: true,
    // 200 is one that was made before.
    answers: { 200: madeInvitation, 201: madeInvitation },
    refusals: { 403: ["forbidden"], 409: ["conflict"] },
    repeatable: true,
  },
  "GET /api/appointments/{appointment_id}/invitations": {
    name: "list_invitations",
    summary: "The invitations of an appointment, the newest first, without their links.",
    tag: "Appointments",
    query: v.strictObject(pageQuery),
    answers: { 200: pageObject("invitations", invitationObject) },
    refusals: { 403: ["forbidden"] },
  },
  "DELETE /api/appointments/{appointment_id}/invitations/{invitation_id}": {
    name: "revoke_invitation",
    summary: "Withdraw a link: it works no more, and who came by it alone is signed out within a second.",
    tag: "Appointments",
    answers: { 204: null },
    refusals: { 403: ["forbidden"] },
  },
  "POST /api/invitations/look": {
    name: "look_at_invitation",
    summary: "What a link is for and whether it lets in now; changes nothing.",
    tag: "Appointments",
    open: true,
    body: v.strictObject({ token }),
    answers: { 200: v.object({ invitation: seenInvitation, server_time: f.time }) },
    refusals: { 404: ["not_found"], 429: ["rate_limited"] },
  },
  "POST /api/auth/guest": {
    name: "enter_as_guest",
    summary:
      "Sign in by an invitation link, for its one appointment; take_over ends what is open elsewhere. A patient " +
      "whom the clinic has named keeps that name.",
    tag: "Sign-in",
    open: true,
    body: v.strictObject({ token, name: guestName, take_over: v.optional(v.boolean(), false) }),
    answers: { 200: signedIn },
    refusals: {
      404: ["not_found"],
      409: ["too_early", "already_open"],
      410: ["over", "cancelled"],
      429: ["rate_limited"],
    },
  },
});
