import type { ContentProblem } from "../realtime/core/message_content.ts";
import type { NewMessage } from "../realtime/ports/conversation_store.ts";
import { writeAuditRows } from "./audit.ts";
import type { Sql } from "./database.ts";
import { FileClaims } from "./file_claims.ts";
import { together } from "./together.ts";
import { type NumberedMessage, type SealedMessage, writeMessages } from "./write_messages.ts";

/** What became of one message of a group. */
export type Fate =
  | { kind: "appended"; seq: number; inCall: boolean }
  /** The sender's client id made this message before. */
  | { kind: "earlier"; messageId: string }
  | { kind: "unknown_reference"; field: "call_id" | "attachment_ids" }
  | { kind: "wrong_content"; problem: ContentProblem }
  | { kind: "no_conversation" };

/** What is known of a message before it is numbered. */
interface Standing {
  earlier: string | null;
  knows_call: boolean;
  in_call: boolean;
}

/**
 * Writes a group of messages inside the caller's transaction, each with the next number of its conversation, in the
 * order of the group. What is wrong with one of them leaves the others alone. No client id may stand twice in a group;
 * one that another process stores at the same moment breaks the unique index, and the whole group has to be tried again.
 */
export async function appendGroup(sql: Sql, group: readonly SealedMessage[]): Promise<Fate[]> {
  const messages = group.map((one) => one.message);
  // Sent together, answered in order: the later ones see what the holder of a conversation before us has committed.
  const [heads, claims, standings] = await together([
    lockHeads(sql, messages),
    FileClaims.lock(sql, messages),
    readStandings(sql, messages),
  ]);
  const fates = messages.map((message, index) => fateOf(message, standings[index], heads, claims));
  const numbered = group.flatMap((one, index): NumberedMessage[] => {
    const fate = fates[index];
    return fate?.kind === "appended" ? [{ ...one, seq: fate.seq, inCall: fate.inCall }] : [];
  });
  if (numbered.length > 0) {
    await together([
      writeMessages(sql, numbered),
      claims.write(sql),
      writeAuditRows(
        sql,
        numbered.map(({ message, trail }) => ({
          ...trail,
          objectType: "message",
          objectId: message.messageId,
          outcome: "done",
        })),
      ),
    ]);
  }
  return fates;
}

/** The last numbers of the conversations, which are ours until the transaction ends. */
async function lockHeads(sql: Sql, messages: readonly NewMessage[]): Promise<Map<string, number>> {
  const ids = [...new Set(messages.map((one) => one.conversationId))];
  // The conversation's row is the queue: whoever holds it has the next numbers, so they have no gaps. Always in the same
  // order, so that groups wait for each other and never deadlock.
  const rows = await sql<{ conversation_id: string; last_seq: number }[]>`
    select conversation_id, last_seq from conversations where conversation_id = any(${ids}::uuid[])
    order by conversation_id for no key update`;
  return new Map(rows.map((row) => [row.conversation_id, row.last_seq]));
}

/** In the order of the messages. Subqueries, so that each is one look into an index however small the tables look. */
async function readStandings(sql: Sql, messages: readonly NewMessage[]): Promise<Standing[]> {
  return await sql<Standing[]>`
    select
      (select m.message_id from messages m where m.sender_id = g.sender_id and m.client_id = g.client_id) as earlier,
      g.call_id is null or exists (
        select 1 from call_participants p where p.call_id = g.call_id and p.user_id = g.sender_id) as knows_call,
      exists (select 1 from call_history c where c.call_id = g.call_id and c.ended_at is null) as in_call
    from unnest(${messages.map((one) => one.senderId)}::integer[], ${
    messages.map((one) => one.clientId)
  }::text[],
      ${messages.map((one) => one.callId)}::uuid[]) with ordinality as g (sender_id, client_id, call_id, n)
    order by g.n`;
}

/** Decides one message and, when it is written, takes the next number in `heads` and its files in `claims`. */
function fateOf(
  message: NewMessage,
  standing: Standing | undefined,
  heads: Map<string, number>,
  claims: FileClaims,
): Fate {
  const head = heads.get(message.conversationId);
  if (head === undefined || !standing) return { kind: "no_conversation" };
  if (standing.earlier !== null) return { kind: "earlier", messageId: standing.earlier };
  if (!standing.knows_call) return { kind: "unknown_reference", field: "call_id" };
  const refusal = claims.take(message);
  if (refusal) return refusal;
  heads.set(message.conversationId, head + 1);
  return { kind: "appended", seq: head + 1, inCall: standing.in_call };
}
