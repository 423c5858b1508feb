import type { SeenInvitation } from "./core/api/invitation_operations.ts";
import { type Door, doorOf } from "./core/appointment.ts";
import { isoTime } from "./core/call_object.ts";
import { addressGroup } from "./core/ip_address.ts";
import type { UserObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { cleanName } from "./core/person_name.ts";
import { endCallOf } from "./end_call_of.ts";
import type { KnownInvitation } from "./ports/invitation_store.ts";
import { hashSecret, SECRET_PATTERN } from "./secret.ts";
import { type Limited, limited, openSession, type SignedIn } from "./open_session.ts";
import type { SignInTrace } from "./ports/accounts.ts";
import type { SignInDeps } from "./sign_in_deps.ts";
import { tellAppointment } from "./tell_appointment.ts";
import type { VisitDeps } from "./visit_deps.ts";

export interface GuestDeps {
  visit: VisitDeps;
  signIn: SignInDeps;
}

/** What a link is for and whether it lets in now. Changes nothing, however often programs that check links ask. */
export async function lookAtInvitation(
  deps: GuestDeps,
  { token, address }: { token: string; address: string | undefined },
): Promise<Outcome<SeenInvitation> | Limited> {
  const found = await findByToken(deps, "look", token, address);
  if (!found.ok) return found;
  const { appointment, doctor, guest, isPatient } = found.value;
  const door = doorOf(appointment, deps.visit.clock.now());
  const state = door.state === "open" && await isOpenElsewhere(deps, guest) ? "already_open" : door.state;
  // Once nobody is let in any more, nobody needs to be named.
  const named = state === "over" || state === "cancelled" ? undefined : guest;
  return accept({
    state,
    starts_at: appointment.starts_at,
    ends_at: appointment.ends_at,
    opens_at: isoTime(door.opensAtMs),
    closes_at: isoTime(door.closesAtMs),
    doctor: { name: doctor.name },
    ...(named && { [isPatient ? "patient_name" : "guest_name"]: named.name }),
  });
}

export interface EnterRequest extends SignInTrace {
  token: string;
  name: string;
  take_over: boolean;
}

/**
 * Signs in by a link, always as the same guest of its one appointment. Where that guest is connected already, `take_over`
 * decides: the earlier sessions end with their sockets and the call they are in.
 */
export async function enterByInvitation(
  deps: GuestDeps,
  request: EnterRequest,
): Promise<Outcome<SignedIn> | Limited> {
  const { address } = request;
  const found = await findByToken(deps, "enter", request.token, address);
  if (!found.ok) return found;
  const { invitationId, appointment, guest } = found.value;
  const door = doorOf(appointment, deps.visit.clock.now());
  if (door.state !== "open") return refusedAt(door);
  const name = cleanName(request.name);
  if (name === "") {
    const errors = [{ path: "name", message: "Expected a name that can be read" }];
    return refuse("bad_request", "Please enter your name.", { errors });
  }
  if (!request.take_over && await isOpenElsewhere(deps, guest)) {
    return refuse("conflict", "This visit is open on another device or in another window.", {
      finer: "already_open",
    });
  }
  const admitted = await deps.visit.invitations.admit(invitationId, name, address);
  if (!admitted) return unknownLink();
  if (request.take_over) await endElsewhere(deps, admitted.guest, address);
  const signedIn = await openSession(deps.signIn, admitted.guest, { address, device: request.device });
  if (!signedIn) return unknownLink();
  if (admitted.changed) {
    const changed = await deps.visit.appointments.find(appointment.id);
    if (changed) await tellAppointment(deps.visit, changed);
  }
  return accept(signedIn);
}

async function findByToken(
  { visit, signIn }: GuestDeps,
  door: "look" | "enter",
  token: string,
  address: string | undefined,
): Promise<Outcome<KnownInvitation> | Limited> {
  const attempt = signIn.limits.wrongLinks.take(`${door} ${addressGroup(address ?? "unknown")}`);
  if (!attempt.ok) {
    return limited("Too many links that don’t work. Please wait a while.", attempt.retryAfterSeconds);
  }
  let isWrong = false;
  try {
    const found = SECRET_PATTERN.test(token)
      ? await visit.invitations.find(await hashSecret(token))
      : undefined;
    isWrong = !found;
    return found ? accept(found) : unknownLink();
  } finally {
    if (!isWrong) attempt.attempt.giveBack();
  }
}

function unknownLink() {
  return refuse("not_found", "This link is not known, or was withdrawn.");
}

async function isOpenElsewhere({ visit }: GuestDeps, guest: UserObject | undefined): Promise<boolean> {
  return guest !== undefined && await visit.isOnline(guest.id);
}

async function endElsewhere({ visit, signIn }: GuestDeps, guest: UserObject, address: string | undefined) {
  const ended = await signIn.sessions.revokeAll(guest.id, signIn.clock.now(), { address });
  // The device that was in it is gone; the new one could not get in while it goes on.
  const by = { userId: guest.id, sessionId: null };
  if (ended.length > 0) await endCallOf(visit.call, guest.id, by, { keepsRing: true });
  for (const sessionId of ended) signIn.sessionEnded(sessionId);
}

function refusedAt({ state, opensAtMs }: Door) {
  switch (state) {
    case "too_early":
      return refuse("conflict", "It is too early to enter this visit.", {
        finer: state,
        facts: { opens_at: isoTime(opensAtMs) },
      });
    case "cancelled":
      return refuse("conflict", "This visit was cancelled.", { finer: state });
    default:
      return refuse("conflict", "This visit is over.", { finer: "over" });
  }
}
