import type { AppointmentStore } from "./ports/appointment_store.ts";
import type { Clock } from "./ports/clock.ts";
import type { Notice } from "./ports/notice.ts";
import type { WaitingStore } from "./ports/waiting_store.ts";

/** What the use cases of the waiting room need. */
export interface WaitingDeps {
  waiting: WaitingStore;
  appointments: Pick<AppointmentStore, "find">;
  clock: Clock;
  tell(notices: readonly Notice[]): Promise<void>;
}
