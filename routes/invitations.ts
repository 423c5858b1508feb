import type { Context } from "hono";
import { deviceName } from "../realtime/device_name.ts";
import { renderSVG } from "uqr";
import { invitationOperations } from "../realtime/core/api/invitation_operations.ts";
import { isoTime } from "../realtime/core/call_object.ts";
import { enterByInvitation, lookAtInvitation } from "../realtime/enter_by_invitation.ts";
import { listInvitations, makeInvitation, type NewLink, revokeInvitation } from "../realtime/invitations.ts";
import type { VisitDeps } from "../realtime/visit_deps.ts";
import { type AuthRouteDeps, signedInBody } from "./auth.ts";
import { idempotencyKey } from "./idempotency_key.ts";
import { visitCalendar } from "./invitation_calendar.ts";
import { invitationMessage } from "./invitation_text.ts";
import { pageBody } from "./page_body.ts";
import { momentOf } from "./page_settings.ts";
import { reply, type Served, served } from "./serve.ts";
import { inLanguage } from "./languages.ts";

export interface InvitationRouteDeps extends AuthRouteDeps {
  visit: VisitDeps;
  /** An origin, for links. */
  publicUrl: string;
}

/** Quiet modules around a QR code that scanners need (ISO/IEC 18004). */
const QR_BORDER = 4;

/** Invitations, and the door for those who hold one. */
export function invitationRoutes(deps: InvitationRouteDeps): Served[] {
  const { visit } = deps;
  return served(invitationOperations, {
    "POST /api/appointments/{appointment_id}/invitations": async ({ c, who, path, body }) => {
      const clientId = body.client_id ?? idempotencyKey(c);
      const outcome = await makeInvitation(visit, who, path.appointment_id, clientId);
      const status = outcome.ok && outcome.value.repeated ? 200 : 201;
      return reply(outcome, status, (link) => inLanguage(body.language, () => linkBody(c, deps, link)));
    },
    "GET /api/appointments/{appointment_id}/invitations": async ({ who, path, query }) => {
      const request = { page: query.page, perPage: query.per_page };
      const outcome = await listInvitations(visit, who, path.appointment_id, request);
      return reply(outcome, 200, (page) => pageBody("invitations", page));
    },
    "DELETE /api/appointments/{appointment_id}/invitations/{invitation_id}": async ({ who, path }) =>
      reply(
        await revokeInvitation(visit, who, path.appointment_id, path.invitation_id),
        204,
        () => null,
      ),
    "POST /api/invitations/look": async ({ address, body }) =>
      reply(await lookAtInvitation(deps, { ...body, address }), 200, (invitation) => ({
        invitation,
        server_time: isoTime(visit.clock.now()),
      })),
    "POST /api/auth/guest": async ({ c, address, body }) =>
      reply(
        await enterByInvitation(deps, { ...body, address, device: deviceName(c.req.header("User-Agent")) }),
        200,
        (signedIn) => signedInBody(c, deps, signedIn),
      ),
  });
}

function linkBody(c: Context, { publicUrl }: InvitationRouteDeps, link: NewLink) {
  const { appointment, invitationId } = link;
  // In the fragment: no server, proxy or log on the way ever sees it.
  const url = `${publicUrl}/join#${link.token}`;
  const startsAt = new Date(appointment.starts_at);
  const doctorName = appointment.doctor.name;
  return {
    invitation_id: invitationId,
    url,
    expires_at: isoTime(link.expiresAtMs),
    text: invitationMessage({ doctorName, startsAt, url, zone: momentOf(c).zone.value }),
    qr: renderSVG(url, { border: QR_BORDER }),
    ics: visitCalendar({
      uid: `${invitationId}@${new URL(publicUrl).hostname}`,
      startsAt,
      endsAt: new Date(appointment.ends_at),
      madeAt: new Date(link.createdAtMs),
      sequence: appointment.version,
      doctorName,
      url,
    }),
  };
}
