import type { ScanStatus } from "../realtime/core/fields.ts";
import { type ContentProblem, fileTypeProblem } from "../realtime/core/message_content.ts";
import type { NewMessage } from "../realtime/ports/conversation_store.ts";
import type { Sql } from "./database.ts";

interface FileRow {
  attachment_id: string;
  owner_id: number;
  file_type: string;
  conversation_id: string | null;
  scan: ScanStatus;
  deleted_at: Date | null;
  expires_at: Date | null;
}

/** Why a message can't have the files it names. */
export type ClaimRefusal =
  | { kind: "unknown_reference"; field: "attachment_ids" }
  | { kind: "wrong_content"; problem: ContentProblem };

/** The files that a group of messages shares; each becomes its conversation's. */
export class FileClaims {
  readonly #files: Map<string, FileRow>;
  readonly #shared: { attachmentId: string; conversationId: string; messageId: string }[] = [];

  private constructor(rows: readonly FileRow[]) {
    this.#files = new Map(rows.map((row) => [row.attachment_id, row]));
  }

  /** Locks the files that these messages name, always in the same order. */
  static async lock(sql: Sql, messages: readonly NewMessage[]): Promise<FileClaims> {
    const ids = [...new Set(messages.flatMap((one) => one.attachmentIds))];
    if (ids.length === 0) return new FileClaims([]);
    return new FileClaims(
      await sql<FileRow[]>`
        select attachment_id, owner_id, file_type, conversation_id, scan, deleted_at, expires_at
        from attachments where attachment_id = any(${ids}::uuid[])
        order by attachment_id for no key update`,
    );
  }

  /** Takes a message's files for its conversation, all of them or none. */
  take(message: NewMessage): ClaimRefusal | undefined {
    const files = message.attachmentIds.map((id) => this.#files.get(id));
    const usable = files.filter((one) => one !== undefined).filter((one) => isUsable(one, message));
    if (usable.length < files.length) return { kind: "unknown_reference", field: "attachment_ids" };
    const problem = fileTypeProblem(message.messageType, usable.map((one) => one.file_type));
    if (problem) return { kind: "wrong_content", problem };
    for (const file of usable) {
      file.conversation_id = message.conversationId;
      const { messageId, conversationId } = message;
      this.#shared.push({ attachmentId: file.attachment_id, conversationId, messageId });
    }
    return undefined;
  }

  /** Writes what was taken. */
  async write(sql: Sql): Promise<void> {
    // Where two messages of a group name one file, the first one shared it.
    const first = new Map(this.#shared.toReversed().map((one) => [one.attachmentId, one]));
    if (first.size === 0) return;
    const all = [...first.values()];
    await sql`
      update attachments a set access_control = 'shared_conversation', conversation_id = g.conversation_id,
        shared_in_message_id = coalesce(a.shared_in_message_id, g.message_id)
      from unnest(${all.map((one) => one.attachmentId)}::uuid[], ${
      all.map((one) => one.conversationId)
    }::uuid[],
        ${all.map((one) => one.messageId)}::uuid[]) as g (attachment_id, conversation_id, message_id)
      where a.attachment_id = g.attachment_id`;
  }
}

/** A file that is somebody else's, gone, infected or shared elsewhere is for this message as if it were not there. */
function isUsable(file: FileRow, { senderId, conversationId, createdAt }: NewMessage): boolean {
  return file.owner_id === senderId && file.deleted_at === null && file.scan !== "infected" &&
    (file.expires_at === null || file.expires_at.getTime() > createdAt) &&
    (file.conversation_id === null || file.conversation_id === conversationId);
}
