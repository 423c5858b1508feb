import type { NewMessage } from "../realtime/ports/conversation_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import type { Sql } from "./database.ts";
import { TYPE_ID } from "./postgres_types.ts";
import { together } from "./together.ts";

/** A message whose body is encrypted, with who is accountable for it. */
export interface SealedMessage {
  message: NewMessage;
  trail: Trail;
  dataKeyId: number;
  /** A Fernet token in raw bytes. */
  token: Uint8Array;
}

/** A message with its place in its conversation. */
export interface NumberedMessage extends SealedMessage {
  seq: number;
  inCall: boolean;
}

/** Inserts numbered messages, of each conversation in order, and moves the conversations and their writers up to them. */
export async function writeMessages(sql: Sql, all: readonly NumberedMessage[]): Promise<void> {
  await together([insertMessages(sql, all), moveHeads(sql, all), moveWriters(sql, all)]);
}

async function insertMessages(sql: Sql, all: readonly NumberedMessage[]): Promise<void> {
  const column = <T>(of: (one: NumberedMessage) => T) => all.map(of);
  // In the order of client ids, so that groups which meet in that index wait for each other and never deadlock.
  await sql`
    insert into messages (message_id, conversation_id, seq, sender_id, client_id, data_key_id, encrypted_body,
      message_type, call_id, in_call, created_at, attachment_ids)
    select g.message_id, g.conversation_id, g.seq, g.sender_id, g.client_id, g.data_key_id, g.encrypted_body,
      g.message_type, g.call_id, g.in_call, g.created_at, g.attachment_ids::jsonb
    from unnest(
      ${column(({ message }) => message.messageId)}::uuid[],
      ${column(({ message }) => message.conversationId)}::uuid[],
      ${column(({ seq }) => seq)}::bigint[],
      ${column(({ message }) => message.senderId)}::integer[],
      ${column(({ message }) => message.clientId)}::text[],
      ${column(({ dataKeyId }) => dataKeyId)}::bigint[],
      ${sql.array(column(({ token }) => token), TYPE_ID.bytea)}::bytea[],
      ${column(({ message }) => message.messageType)}::text[],
      ${column(({ message }) => message.callId)}::uuid[],
      ${sql.array(column(({ inCall }) => inCall), TYPE_ID.bool)}::boolean[],
      ${sql.array(column(atOf), TYPE_ID.timestamptz)}::timestamptz[],
      ${column(({ message }) => JSON.stringify(message.attachmentIds))}::text[]
    ) as g (message_id, conversation_id, seq, sender_id, client_id, data_key_id, encrypted_body, message_type, call_id,
      in_call, created_at, attachment_ids)
    order by g.sender_id, g.client_id`;
}

async function moveHeads(sql: Sql, all: readonly NumberedMessage[]): Promise<void> {
  const newest = [...new Map(all.map((one) => [one.message.conversationId, one])).values()];
  await sql`
    update conversations c set last_seq = g.last_seq, last_message_at = greatest(c.last_message_at, g.at)
    from unnest(${newest.map((one) => one.message.conversationId)}::uuid[],
      ${newest.map((one) => one.seq)}::bigint[],
      ${sql.array(newest.map(atOf), TYPE_ID.timestamptz)}::timestamptz[]) as g (conversation_id, last_seq, at)
    where c.conversation_id = g.conversation_id`;
}

function atOf({ message }: NumberedMessage): Date {
  return new Date(message.createdAt);
}

/** What one wrote one has read: as far as nobody else's message stands between. */
async function moveWriters(sql: Sql, all: readonly NumberedMessage[]): Promise<void> {
  const runs = ownRuns(all);
  await sql`
    update conversation_participants p set delivered_seq = g.upto, read_seq = g.upto
    from unnest(${runs.map((one) => one.conversationId)}::uuid[], ${runs.map((one) => one.userId)}::integer[],
      ${runs.map((one) => one.after)}::bigint[], ${runs.map((one) => one.upto)}::bigint[])
      as g (conversation_id, user_id, after, upto)
    where p.conversation_id = g.conversation_id and p.user_id = g.user_id
      and p.delivered_seq = g.after and p.read_seq = g.after`;
}

/** A row of messages by one person without another's between them, right after what was there before. */
export interface OwnRun {
  conversationId: string;
  userId: number;
  /** The number before the first of them. */
  after: number;
  /** The number of the last of them. */
  upto: number;
}

/** The run that each conversation's new messages begin with. */
export function ownRuns(all: readonly NumberedMessage[]): OwnRun[] {
  const runs = new Map<string, OwnRun>();
  for (const { message: { conversationId, senderId }, seq } of all) {
    const run = runs.get(conversationId);
    if (!run) runs.set(conversationId, { conversationId, userId: senderId, after: seq - 1, upto: seq });
    else if (run.userId === senderId && run.upto === seq - 1) run.upto = seq;
  }
  return [...runs.values()];
}
