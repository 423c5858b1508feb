import type { Role } from "../core/identity.ts";

/** Somebody who can sign in. */
export interface Account {
  id: number;
  name: string;
  role: Role;
  isDisabled: boolean;
  /** PHC string of argon2id; undefined for people without a password. */
  passwordHash: string | undefined;
}

export interface Accounts {
  /** The account with this e-mail, which must be in lower case. */
  findByEmail(email: string): Promise<Account | undefined>;
  /** Replaces a password's hash by a fresh one of the same password; false when `from` is no longer there. */
  replaceHash(userId: number, from: string, to: string): Promise<boolean>;
}

/** What is written down of a sign-in or sign-out beside its result. */
export interface SignInTrace {
  /** The address that asked, as far as it is known. */
  address: string | undefined;
  /** By what a person knows the device again, where that is known. */
  device?: string | undefined;
}

export interface NewSession {
  sessionId: string;
  userId: number;
  /** SHA-256 of the secret in the cookie. */
  secretHash: Uint8Array;
  createdAtMs: number;
  expiresAtMs: number;
  /** The hash that the password was checked with, where there was one. */
  passwordHash?: string | undefined;
}

/** A session joined with its user as both are now. */
export interface SessionState {
  sessionId: string;
  /** Undefined for sessions of an external issuer's token, which have no cookie. */
  secretHash: Uint8Array | undefined;
  createdAtMs: number;
  /** For a guest no later than when the door of their appointment closes. */
  expiresAtMs: number;
  isRevoked: boolean;
  user: Omit<Account, "passwordHash">;
}

export interface Sessions {
  /**
   * Writes the session and its audit row together; false when the user was disabled, or the password changed, since it
   * was checked.
   */
  open(session: NewSession, trace: SignInTrace): Promise<boolean>;
  /** Writes down that a sign-in was refused; `userId` where the e-mail is known. */
  refused(userId: number | undefined, trace: SignInTrace): Promise<void>;
  /** Writes down that a session was used by somebody who is disabled. */
  refusedUse(sessionId: string, userId: number): Promise<void>;
  find(sessionId: string): Promise<SessionState | undefined>;
  /** Moves the end of a session that still runs; false when it was revoked or is over. */
  extend(sessionId: string, expiresAtMs: number, nowMs: number): Promise<boolean>;
  /** Ends a session and writes its audit row together; false when it had been ended before. */
  revoke(sessionId: string, nowMs: number, trace: SignInTrace): Promise<boolean>;
  /** Ends all running sessions of somebody, each with its audit row; gives their ids. */
  revokeAll(userId: number, nowMs: number, trace: SignInTrace): Promise<string[]>;
}

/** Single-use tickets for a WebSocket, of which only SHA-256 hashes are kept. */
export interface Tickets {
  keep(ticket: { hash: Uint8Array; sessionId: string; expiresAtMs: number; nowMs: number }): Promise<void>;
  /** Takes the ticket away and gives its session, once and only before its end. */
  take(hash: Uint8Array, nowMs: number): Promise<string | undefined>;
}

/** An Ed25519 key that signs access tokens. */
export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
}

export interface SigningKeys {
  /** The key to sign with; made at the first use of a database. */
  current(): Promise<SigningKey>;
  /** The key that verifies tokens with this `kid`, whichever instance made it. */
  verifier(kid: string): Promise<CryptoKey | undefined>;
}
