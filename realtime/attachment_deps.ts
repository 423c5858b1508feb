import type { Log } from "./log.ts";
import type { AttachmentStore } from "./ports/attachment_store.ts";
import type { Clock } from "./ports/clock.ts";
import type { ConversationStore } from "./ports/conversation_store.ts";
import type { FileVault } from "./ports/file_vault.ts";
import type { Scanner } from "./ports/scanner.ts";
import type { UploadSlots } from "./upload_slots.ts";

/** In bytes. */
export interface AttachmentLimits {
  fileBytesMax: number;
  /** All files of one person together. */
  quotaBytes: number;
}

/** What the use cases of attachments need. */
export interface AttachmentDeps {
  attachments: AttachmentStore;
  conversations: ConversationStore;
  vault: FileVault;
  /** Undefined where files are not scanned. */
  scanner: Scanner | undefined;
  slots: UploadSlots;
  limits: AttachmentLimits;
  clock: Clock;
  log: Log;
  newId(): string;
}

/** Removes bytes that nothing names any more. What can't be removed now is found by the upkeep. */
export async function discardBlob(
  deps: Pick<AttachmentDeps, "vault" | "log">,
  blobKey: string,
): Promise<void> {
  try {
    await deps.vault.discard(blobKey);
  } catch (error) {
    deps.log.warn("a file's bytes could not be removed yet", { error });
  }
}
