import type { CallDeps } from "./call_deps.ts";
import type { AppointmentStore } from "./ports/appointment_store.ts";
import type { Chance } from "./ports/chance.ts";
import type { Clock } from "./ports/clock.ts";
import type { InvitationStore } from "./ports/invitation_store.ts";
import type { Notice } from "./ports/notice.ts";
import type { WaitingStore } from "./ports/waiting_store.ts";

/** What the use cases of appointments and invitations need. */
export interface VisitDeps {
  appointments: AppointmentStore;
  invitations: InvitationStore;
  waiting: WaitingStore;
  /** For calls that end because somebody may not take part any more. */
  call: CallDeps;
  clock: Clock;
  chance: Chance;
  tell(notices: readonly Notice[]): Promise<void>;
  /** Whether a device of this user is connected, on any instance. */
  isOnline(userId: number): Promise<boolean>;
  /** Tells people who have come to know each other how the others are there. */
  introduce(userIds: readonly number[]): Promise<void>;
  /** Closes the sockets of somebody here whose sessions have ended; elsewhere their check does it within a second. */
  closeSockets(userId: number): void;
}
