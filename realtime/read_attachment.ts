import { type AttachmentDeps, discardBlob } from "./attachment_deps.ts";
import { conversationFor } from "./conversation_access.ts";
import type { Identity } from "./core/identity.ts";
import type { AttachmentObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import type { Page, PageRequest } from "./core/page.ts";
import { type Action, may } from "./core/rights.ts";
import type { FoundAttachment } from "./ports/attachment_store.ts";
import { FileDamaged, type StoredFile } from "./ports/file_vault.ts";

/** A file that may be read now. */
export interface OpenAttachment {
  attachment: AttachmentObject;
  file: StoredFile;
}

/** One file as those see it who may. */
export async function readAttachment(
  deps: AttachmentDeps,
  who: Identity,
  attachmentId: string,
): Promise<Outcome<AttachmentObject>> {
  const found = await attachmentFor(deps, who, attachmentId, "attachment.read");
  return found.ok ? accept(found.value.attachment) : found;
}

/**
 * One's own files, those shared in a conversation that one is in, or those written in a call in such conversations; the
 * newest first. Of a call that is not one's own there are none.
 */
export async function listAttachments(
  deps: AttachmentDeps,
  who: Identity,
  { conversationId, callId }: { conversationId?: string | undefined; callId?: string | undefined },
  request: PageRequest,
): Promise<Outcome<Page<AttachmentObject>>> {
  const now = deps.clock.now();
  if (conversationId === undefined && callId !== undefined) {
    return accept(await deps.attachments.list({ callId, userId: who.userId }, request, now));
  }
  if (conversationId === undefined) {
    return accept(await deps.attachments.list({ ownerId: who.userId }, request, now));
  }
  const access = await conversationFor(deps, who, conversationId, "conversation.read");
  return access.ok ? accept(await deps.attachments.list({ conversationId }, request, now)) : access;
}

/** Whether this person may have the bytes now: not before they were found clean. */
export async function openAttachment(
  deps: AttachmentDeps,
  who: Identity,
  attachmentId: string,
): Promise<Outcome<OpenAttachment>> {
  const found = await attachmentFor(deps, who, attachmentId, "attachment.read");
  if (!found.ok) return found;
  const { attachment, file } = found.value;
  if (attachment.scan === "infected") {
    return quarantined("A virus was found in this file, and it was removed.");
  }
  if (attachment.scan === "pending") {
    return quarantined("This file is being checked for viruses. Please try again soon.");
  }
  return file ? accept({ attachment, file }) : noSuchFile();
}

/** The bytes of an open file. That they are damaged is written down before it is thrown on. */
export async function* attachmentBytes(
  deps: AttachmentDeps,
  who: Identity,
  { file }: OpenAttachment,
  [from, until]: [number, number],
): AsyncGenerator<Uint8Array> {
  try {
    yield* deps.vault.open(file, from, until);
  } catch (error) {
    if (error instanceof FileDamaged) {
      deps.log.error("a stored file is damaged", { attachment_id: file.attachmentId, error });
      await note(deps, who, file.attachmentId, "attachment.damaged", "refused");
    }
    throw error;
  }
}

/** Writes down that somebody gets the bytes of a file. */
export function noteDownload(
  deps: AttachmentDeps,
  who: Identity,
  attachmentId: string,
  address: string | undefined,
): Promise<void> {
  return note(deps, who, attachmentId, "attachment.downloaded", "done", address);
}

/** Removes one's own file: its key is destroyed at once, so its bytes are nobody's any more. */
export async function removeAttachment(
  deps: AttachmentDeps,
  who: Identity,
  attachmentId: string,
): Promise<Outcome<null>> {
  const found = await attachmentFor(deps, who, attachmentId, "attachment.remove");
  if (!found.ok) return found;
  const trail = { actorId: who.userId, sessionId: who.sessionId, action: "attachment.deleted" };
  const blobKey = await deps.attachments.remove(attachmentId, who.userId, deps.clock.now(), trail);
  if (blobKey === undefined) return noSuchFile();
  if (blobKey !== "") await discardBlob(deps, blobKey);
  return accept(null);
}

/** A file, if this person may do `action` with it; only its owner stands close enough to remove it. */
async function attachmentFor(
  deps: AttachmentDeps,
  who: Identity,
  attachmentId: string,
  action: Action,
): Promise<Outcome<FoundAttachment>> {
  const found = await deps.attachments.find(attachmentId, who.userId, deps.clock.now());
  const isClose = found && (found.isOwner || (action === "attachment.read" && found.isShared));
  if (!found || !may(who.role, action, isClose ? "participant" : "stranger")) return noSuchFile();
  return accept(found);
}

function note(
  deps: AttachmentDeps,
  who: Identity,
  attachmentId: string,
  action: string,
  outcome: "done" | "refused",
  address?: string,
): Promise<void> {
  const trail = { actorId: who.userId, sessionId: who.sessionId, action, address };
  return deps.attachments.note(attachmentId, outcome, trail);
}

function noSuchFile() {
  return refuse("not_found", "There is no such file.");
}

function quarantined(message: string) {
  return refuse("conflict", message, { finer: "quarantined" });
}
