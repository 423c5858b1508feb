import type { AccessControl, ScanStatus } from "../core/fields.ts";
import type { AttachmentObject } from "../core/objects.ts";
import type { Page, PageRequest } from "../core/page.ts";
import type { SealedFile, StoredFile } from "./file_vault.ts";
import type { Trail } from "./trail.ts";

/** Where a file is shared, and with whom. */
export interface Sharing {
  callId: string | null;
  messageId: string | null;
  conversationId: string | null;
  /** Undefined means: with those of the conversation, else of the call, else nobody. */
  accessControl: AccessControl | undefined;
}

/** A file that is stored already, with everything that is to be known of it. Times in milliseconds since the epoch. */
export interface NewAttachment extends Sharing {
  sealed: SealedFile;
  ownerId: number;
  clientId: string | null;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
  /** SHA-256 of the plain bytes, in hex. */
  digest: string;
  width: number | null;
  height: number | null;
  scan: ScanStatus;
  uploadedAt: number;
  expiresAt: number | null;
}

/** What became of an attempt to add a file; only `added` keeps its bytes. */
export type Added =
  | { kind: "added" | "repeated"; attachment: AttachmentObject }
  /** The client id was used for another file. */
  | { kind: "conflict" }
  | { kind: "quota_exceeded" }
  /** The owner was signed out or disabled while the file came. */
  | { kind: "signed_out" }
  /** What is named is not the owner's to share in. */
  | { kind: "unknown_reference"; field: "call_id" | "message_id" | "conversation_id" };

/** A file as somebody may see it. */
export interface FoundAttachment {
  attachment: AttachmentObject;
  isOwner: boolean;
  /** Whether it is shared with whoever asked. */
  isShared: boolean;
  /** Null when its bytes are gone. */
  file: StoredFile | null;
}

/** A file whose bytes have to be removed, or scanned. */
export interface AttachmentFile {
  attachmentId: string;
  blobKey: string;
}

/** Which files a list shows: one's own, or those shared in a conversation. */
export type AttachmentScope =
  | { ownerId: number }
  | { conversationId: string }
  /** What was written in a call, as far as this person is in the conversation. */
  | { callId: string; userId: number };

/** What is written down about files. Deleted and expired ones are not found. */
export interface AttachmentStore {
  add(attachment: NewAttachment, quotaBytes: number, trail: Trail): Promise<Added>;
  find(attachmentId: string, userId: number, now: number): Promise<FoundAttachment | undefined>;
  list(scope: AttachmentScope, request: PageRequest, now: number): Promise<Page<AttachmentObject>>;
  /** Destroys the file's key and gives its blob; undefined when it was not there or not this person's. */
  remove(attachmentId: string, ownerId: number, now: number, trail: Trail): Promise<string | undefined>;
  /** Writes down what happened to a file without changing it. */
  note(attachmentId: string, outcome: "done" | "refused", trail: Trail): Promise<void>;
  /** Destroys the keys of up to `limit` expired files. */
  expire(now: number, limit: number): Promise<AttachmentFile[]>;
  /** Takes one file that waits for a scan and that nobody has tried since `triedBefore`. */
  takeUnscanned(now: number, triedBefore: number): Promise<StoredFile | undefined>;
  /** Writes down a verdict; the key of an infected file is destroyed. */
  scanned(attachmentId: string, scan: "clean" | "infected", now: number): Promise<void>;
  /** Those of these blobs that no file has. */
  unknownBlobs(blobKeys: string[]): Promise<string[]>;
}
