import type { Notice } from "./notice.ts";

/**
 * Carries notices to every instance that holds a recipient's socket, the publishing one included. At most once and
 * in order per publisher while it is up; what gets lost is repaired from the database, never here.
 */
export interface Bus extends AsyncDisposable {
  /** Hands notices over; resolves once they are on their way. Never throws for a lost bus. */
  publish(notices: readonly Notice[]): Promise<void>;
  /** Calls `deliver` with what concerns sockets of this instance; the returned function ends it. */
  subscribe(deliver: (notices: readonly Notice[]) => void): () => void;
}
