import { doorOf } from "./core/appointment.ts";
import type { Identity } from "./core/identity.ts";
import type { AppointmentObject, InvitationObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import type { Page, PageRequest } from "./core/page.ts";
import { endCallOf } from "./end_call_of.ts";
import { appointmentToDo } from "./read_appointments.ts";
import { makeSecret } from "./secret.ts";
import { tellAppointment } from "./tell_appointment.ts";
import type { VisitDeps } from "./visit_deps.ts";

/** An invitation with what its link carries, for whoever made it. */
export interface NewLink {
  invitationId: string;
  token: string;
  createdAtMs: number;
  expiresAtMs: number;
  appointment: AppointmentObject;
  repeated: boolean;
}

/** Makes a link into an appointment; the same client id gives the same link again. */
export async function makeInvitation(
  deps: VisitDeps,
  who: Identity,
  appointmentId: number,
  clientId: string | undefined,
): Promise<Outcome<NewLink>> {
  const found = await appointmentToDo(deps, who, appointmentId, "appointment.invite");
  if (!found.ok) return found;
  const appointment = found.value;
  const now = deps.clock.now();
  const door = doorOf(appointment, now);
  if (door.state === "over" || door.state === "cancelled") {
    return refuse("conflict", `This appointment is ${door.state}; nobody can be invited any more.`);
  }
  const secret = await makeSecret(deps.chance);
  const invited = await deps.invitations.make({
    invitationId: deps.chance.uuid(),
    appointmentId,
    madeBy: who.userId,
    clientId: clientId ?? null,
    token: secret.text,
    tokenHash: secret.hash,
    createdAt: now,
  }, { actorId: who.userId, sessionId: who.sessionId, action: "invitation.made" });
  if (invited.kind === "conflict") {
    return refuse("conflict", "This client_id was used for another invitation.");
  }
  if (invited.kind === "revoked") return refuse("conflict", "This invitation was withdrawn.");
  if (invited.kind === "too_many") {
    return refuse("conflict", "This appointment has as many invitations as it can have. Withdraw one first.");
  }
  return accept({
    invitationId: invited.invitationId,
    token: invited.token,
    createdAtMs: invited.createdAt,
    expiresAtMs: door.closesAtMs,
    appointment,
    repeated: invited.kind === "repeated",
  });
}

/** The invitations of an appointment, without their links. */
export async function listInvitations(
  deps: VisitDeps,
  who: Identity,
  appointmentId: number,
  request: PageRequest,
): Promise<Outcome<Page<InvitationObject>>> {
  const found = await appointmentToDo(deps, who, appointmentId, "appointment.invite");
  return found.ok ? accept(await deps.invitations.list(appointmentId, request)) : found;
}

/** Withdraws a link; who came by it alone is signed out, and their call ends. */
export async function revokeInvitation(
  deps: VisitDeps,
  who: Identity,
  appointmentId: number,
  invitationId: string,
): Promise<Outcome<null>> {
  const found = await appointmentToDo(deps, who, appointmentId, "appointment.invite");
  if (!found.ok) return found;
  const trail = { actorId: who.userId, sessionId: who.sessionId, action: "invitation.revoked" };
  const now = deps.clock.now();
  const revoked = await deps.invitations.revoke(appointmentId, invitationId, now, trail);
  if (!revoked) return refuse("not_found", "There is no such invitation.");
  if (revoked.guestId !== undefined) {
    await endCallOf(deps.call, revoked.guestId, who);
    deps.closeSockets(revoked.guestId);
    const appointment = await deps.appointments.find(appointmentId);
    if (appointment) await tellAppointment(deps, appointment, who.userId);
  }
  return accept(null);
}
