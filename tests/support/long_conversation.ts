import { type DatabaseAddress, openDatabase } from "../../db/database.ts";

/** Thousands of rows take longer than any command of a clinic may. */
const SEED_MS = 120_000;

/**
 * Makes a conversation as long as this by telling again, in turn, what was said in it so far; one message a minute, all
 * read by everybody. Its texts stay decryptable, for they are the same tokens.
 */
export async function lengthenConversation(
  address: DatabaseAddress,
  conversationId: string,
  length: number,
): Promise<void> {
  await using db = openDatabase(address, { poolSize: 1, transactionMs: SEED_MS });
  await db.transaction(async (sql) => {
    const told = await sql<{ last_seq: number }[]>`
      select last_seq from conversations where conversation_id = ${conversationId}`;
    const before = Number(told[0]?.last_seq ?? 0);
    if (before === 0) throw new Error("nothing was said that could be told again");
    await sql`
      update messages set created_at = now() - make_interval(mins => ${length} - seq::integer + 1)
      where conversation_id = ${conversationId}`;
    await sql`
      insert into messages (message_id, conversation_id, seq, sender_id, client_id, data_key_id, encrypted_body,
        message_type, status, created_at, delivered_at, read_at)
      select gen_random_uuid(), m.conversation_id, n, m.sender_id, 'again-' || n, m.data_key_id, m.encrypted_body,
        'text', 'read', t, t, t
      from generate_series(${before + 1}::integer, ${length}::integer) n
      join messages m on m.conversation_id = ${conversationId} and m.seq = 1 + (n - 1) % ${before},
      lateral (select now() - make_interval(mins => ${length} - n + 1) as t) s
      order by n`;
    await sql`
      insert into message_receipts (message_id, user_id, delivered_at, read_at)
      select m.message_id, p.user_id, m.created_at, m.created_at from messages m
      join conversation_participants p on p.conversation_id = m.conversation_id and p.user_id <> m.sender_id
      where m.conversation_id = ${conversationId} and m.seq > ${before}`;
    await sql`
      update conversations set last_seq = ${length}, last_message_at = now() where conversation_id = ${conversationId}`;
    await sql`
      update conversation_participants set delivered_seq = ${length}, read_seq = ${length}
      where conversation_id = ${conversationId}`;
  });
}
