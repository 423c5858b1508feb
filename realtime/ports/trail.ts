/** What goes into the audit log beside a change: who did it and from where. Never content. */
export interface Trail {
  actorId: number | null;
  sessionId: string | null;
  action: string;
  address?: string;
}
