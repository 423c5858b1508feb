import type { AppointmentObject, InvitationObject, UserObject } from "../core/objects.ts";
import type { Page, PageRequest } from "../core/page.ts";
import type { Trail } from "./trail.ts";

export interface NewInvitation {
  invitationId: string;
  appointmentId: number;
  madeBy: number;
  clientId: string | null;
  /** What the link carries, and its SHA-256. */
  token: string;
  tokenHash: Uint8Array;
  createdAt: number;
}

/** What became of an attempt to make an invitation. */
export type Invited =
  | { kind: "made" | "repeated"; invitationId: string; token: string; createdAt: number }
  /** The client id was used for another appointment. */
  | { kind: "conflict" }
  /** The same command made one that was withdrawn since. */
  | { kind: "revoked" }
  /** As many of this appointment's links work as may at once. */
  | { kind: "too_many" };

/** A link that works, and what it leads to. */
export interface KnownInvitation {
  invitationId: string;
  appointment: Pick<AppointmentObject, "id" | "starts_at" | "ends_at" | "status">;
  doctor: { name: string };
  /** Who comes by it; undefined while nobody has. */
  guest: UserObject | undefined;
  /** Whether that is the appointment's patient, whom the clinic has named. */
  isPatient: boolean;
}

/** Somebody let in by a link. */
export interface Admitted {
  guest: UserObject;
  /** Whether the appointment's people have changed, or a name of theirs. */
  changed: boolean;
}

/** Invitations; of a link only a hash and a wrapped copy are kept. Every change writes its audit row. */
export interface InvitationStore {
  make(invitation: NewInvitation, trail: Trail): Promise<Invited>;
  /** The invitation with this hash, unless it was withdrawn. */
  find(tokenHash: Uint8Array): Promise<KnownInvitation | undefined>;
  /** Gives who comes by this link, always the same person, made at the first time; undefined once it was withdrawn. */
  admit(invitationId: string, name: string, address: string | undefined): Promise<Admitted | undefined>;
  list(appointmentId: number, request: PageRequest): Promise<Page<InvitationObject>>;
  /**
   * Withdraws a link. `guestId` names who came by it and may not any more; `repeated` when it had been withdrawn before.
   * Undefined when the appointment has no such invitation.
   */
  revoke(
    appointmentId: number,
    invitationId: string,
    now: number,
    trail: Trail,
  ): Promise<{ repeated: boolean; guestId: number | undefined } | undefined>;
}
