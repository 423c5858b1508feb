import type { AttachmentDeps } from "./attachment_deps.ts";
import type { AccessControl } from "./core/fields.ts";
import type { Identity } from "./core/identity.ts";
import type { AttachmentObject } from "./core/objects.ts";
import { accept, type Outcome, refuse, type Refused } from "./core/outcome.ts";
import { discardFile, type TakenFile } from "./take_file.ts";

/** What may be said beside a file. */
export interface AttachmentFields {
  call_id?: string;
  message_id?: string;
  conversation_id?: string;
  access_control?: AccessControl;
  /** ISO 8601. */
  expires_at?: string;
}

/** A file that is there: new, or the one that the same client id added before. */
export interface AddedAttachment {
  attachment: AttachmentObject;
  repeated: boolean;
}

/** Writes down a taken file; one that is refused, or was there already, is discarded. The same client id adds one file. */
export async function addAttachment(
  deps: AttachmentDeps,
  who: Identity,
  file: TakenFile,
  fields: AttachmentFields & { clientId: string | null; address?: string },
): Promise<Outcome<AddedAttachment>> {
  const wrong = wrongField(fields, deps.clock.now());
  if (wrong) {
    await discardFile(deps, file);
    return wrong;
  }
  // When the database falls silent here the bytes stay: the row may have been written. Else the upkeep finds them.
  const added = await deps.attachments.add(
    {
      sealed: file.sealed,
      ownerId: who.userId,
      clientId: fields.clientId,
      name: file.name,
      type: file.facts.type,
      size: file.facts.size,
      digest: file.digest,
      width: file.facts.image?.width ?? null,
      height: file.facts.image?.height ?? null,
      scan: file.scan,
      uploadedAt: deps.clock.now(),
      expiresAt: fields.expires_at === undefined ? null : Date.parse(fields.expires_at),
      callId: fields.call_id ?? null,
      messageId: fields.message_id ?? null,
      conversationId: fields.conversation_id ?? null,
      accessControl: fields.access_control,
    },
    deps.limits.quotaBytes,
    {
      actorId: who.userId,
      sessionId: who.sessionId,
      action: "attachment.uploaded",
      address: fields.address,
    },
  );
  if (added.kind !== "added") await discardFile(deps, file);
  switch (added.kind) {
    case "conflict":
      return refuse("conflict", "This client_id was used for another file.");
    case "signed_out":
      return refuse("unauthorized", "Please sign in.");
    case "quota_exceeded":
      return refuse("too_large", quotaText(deps.limits.quotaBytes), { finer: "quota_exceeded" });
    case "unknown_reference":
      return refuse("not_found", `Nothing of yours stands in ${added.field}.`);
    default:
      return accept({ attachment: added.attachment, repeated: added.kind === "repeated" });
  }
}

/** What can only be told from several fields, or by the clock. */
function wrongField(fields: AttachmentFields, now: number): Refused | undefined {
  const { access_control, expires_at, call_id, conversation_id, message_id } = fields;
  if (expires_at !== undefined && !(Date.parse(expires_at) > now)) {
    return wrong("expires_at", "Expected a time in the future.");
  }
  if (access_control === "shared_call" && call_id === undefined) {
    return wrong("access_control", "A file shared in a call needs call_id.");
  }
  const hasConversation = conversation_id !== undefined || message_id !== undefined;
  if (access_control === "shared_conversation" && !hasConversation) {
    return wrong("access_control", "A file shared in a conversation needs conversation_id.");
  }
  return undefined;
}

function wrong(path: string, message: string): Refused {
  return refuse("bad_request", "The request has the wrong shape.", { errors: [{ path, message }] });
}

function quotaText(quotaBytes: number): string {
  const megabytes = Math.floor(quotaBytes / (1024 * 1024));
  return `Your files may have ${megabytes} MB together. Delete some that you don’t need any more.`;
}
