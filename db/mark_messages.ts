import type { Marked, ReceiptKind } from "../realtime/ports/conversation_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import type { DataKeys } from "./data_keys.ts";
import type { Sql } from "./database.ts";
import { selectMessages } from "./message_rows.ts";

/** Moves one participant's position up to a message, with the receipts of all it passes; inside a transaction. */
export async function markMessages(
  sql: Sql,
  keys: DataKeys,
  mark: { kind: ReceiptKind; messageId: string; userId: number; at: number },
  trail: Trail,
): Promise<Marked | undefined> {
  const { kind, messageId, userId } = mark;
  // One after the other, as for new messages: marks of two people at once would not see each other.
  await sql`
    select 1 from conversations
    where conversation_id = (select conversation_id from messages where message_id = ${messageId}) for update`;
  const [place] = await sql<Place[]>`
    select m.conversation_id, m.seq, p.delivered_seq, p.read_seq
    from messages m join conversation_participants p
      on p.conversation_id = m.conversation_id and p.user_id = ${userId}
    where m.message_id = ${messageId} for update of p`;
  if (!place) return undefined;
  const moved = (kind === "read" ? place.read_seq : place.delivered_seq) < place.seq;
  if (moved) {
    const at = new Date(mark.at);
    await movePosition(sql, place, userId, kind);
    await writeReceipts(sql, place, userId, kind, at);
    await writeStatus(sql, place, userId, at);
    await writeAudit(sql, { ...trail, objectType: "message", objectId: messageId, outcome: "done" });
  }
  const [message] = await selectMessages(sql, keys, sql`from messages m where m.message_id = ${messageId}`);
  return message && { message, at: mark.at, moved };
}

interface Place {
  conversation_id: string;
  seq: number;
  delivered_seq: number;
  read_seq: number;
}

async function movePosition(sql: Sql, place: Place, userId: number, kind: ReceiptKind): Promise<void> {
  await sql`
    update conversation_participants
    set delivered_seq = greatest(delivered_seq, ${place.seq}),
      read_seq = greatest(read_seq, ${kind === "read" ? place.seq : 0})
    where conversation_id = ${place.conversation_id} and user_id = ${userId}`;
}

async function writeReceipts(
  sql: Sql,
  place: Place,
  userId: number,
  kind: ReceiptKind,
  at: Date,
): Promise<void> {
  const from = kind === "read" ? place.read_seq : place.delivered_seq;
  const readAt = kind === "read" ? at : null;
  await sql`
    insert into message_receipts (message_id, user_id, delivered_at, read_at)
    select message_id, ${userId}::integer, ${at}, ${readAt}::timestamptz from messages
    where conversation_id = ${place.conversation_id} and seq > ${from} and seq <= ${place.seq}
      and sender_id <> ${userId}
    on conflict (message_id, user_id) do update
      set read_at = coalesce(message_receipts.read_at, greatest(excluded.read_at, message_receipts.delivered_at))`;
}

/** A message is as far as its slowest recipient. Only ever sent → delivered → read. */
async function writeStatus(sql: Sql, place: Place, userId: number, at: Date): Promise<void> {
  await sql`
    update messages m set
      status = case when s.read then 'read' else 'delivered' end,
      delivered_at = coalesce(m.delivered_at, ${at}),
      read_at = case when s.read then coalesce(m.read_at, ${at}) end
    from (
      select m.id,
        bool_and(p.read_seq >= m.seq) as read, bool_and(p.delivered_seq >= m.seq) as delivered
      from messages m join conversation_participants p
        on p.conversation_id = m.conversation_id and p.user_id <> m.sender_id
      where m.conversation_id = ${place.conversation_id} and m.status <> 'read' and m.sender_id <> ${userId}
        and m.seq > least(${place.delivered_seq}::bigint, ${place.read_seq}::bigint) and m.seq <= ${place.seq}
      group by m.id
    ) s
    where m.id = s.id and s.delivered and (m.status = 'sent' or s.read)`;
}
