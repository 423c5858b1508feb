/** Somebody who is signed in asked for what is not theirs, or not there: the audit log can't be told apart from either. */
export interface Refusal {
  actorId: number;
  sessionId: string;
  /** The operation or event that was refused. */
  action: string;
  objectType: string;
  objectId: string | null;
  /** The network address that asked, where it is known. */
  address: string | undefined;
}

export interface Refusals {
  /** Writes it down in the audit log; resolves when that is done. */
  record(refusal: Refusal): Promise<void>;
}
