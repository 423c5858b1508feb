import type { SessionState, SignInTrace } from "./accounts.ts";

/** A good token of an external issuer that no session is known of. */
export interface ExternalSignIn {
  issuer: string;
  subject: string;
  /** Verified by the issuer, in lower case; undefined where it is not. */
  email: string | undefined;
  /** The same on every instance for the same token. */
  sessionId: string;
  createdAtMs: number;
  expiresAtMs: number;
}

/** Who the people of external issuers are here. */
export interface ExternalIdentities {
  /**
   * Opens the session of a token, once however often it is asked: of the person that its subject is tied to, or else of
   * the enabled one with its verified e-mail, who is tied to it from now on. A person is tied to one subject of an issuer.
   * Everything has its audit row, a refusal too; undefined for a refusal.
   */
  open(signIn: ExternalSignIn, trace: SignInTrace): Promise<SessionState | undefined>;
}
