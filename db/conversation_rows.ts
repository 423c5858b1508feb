import type { ConversationObject, UserObject } from "../realtime/core/objects.ts";
import type { ConversationView } from "../realtime/ports/conversation_store.ts";
import type { Sql } from "./database.ts";
import { groupNameColumns, groupNameOf, type GroupNameRow } from "./open_group.ts";
import type { PersonKeys } from "./person_keys.ts";

interface ConversationRow extends GroupNameRow {
  viewer_id: number;
  conversation_id: string;
  conversation_type: "direct" | "group";
  last_seq: number;
  last_message_at: Date | null;
  unread_count: number;
  participants: UserObject[];
}

/**
 * Conversations as people who take part in them see them, the last written one first. `shown` selects conversation_id and
 * user_id; who does not take part is left out.
 */
export async function selectConversations(
  sql: Sql,
  keys: PersonKeys,
  shown: ReturnType<Sql>,
): Promise<ConversationView[]> {
  const rows = await sql<ConversationRow[]>`
    with shown as materialized (${shown})
    select mine.user_id as viewer_id, c.conversation_id, c.conversation_type, ${
    groupNameColumns(sql)
  }, c.last_seq,
      c.last_message_at,
      -- Numbers have no gaps, so only what one wrote oneself has to be counted.
      c.last_seq - mine.read_seq - (
        select count(*) from messages m where m.conversation_id = c.conversation_id and m.sender_id = mine.user_id
          and m.seq > mine.read_seq) as unread_count,
      (select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role) order by u.id)
        from conversation_participants p join users u on u.id = p.user_id
        where p.conversation_id = c.conversation_id) as participants
    from shown join conversations c using (conversation_id)
      join conversation_participants mine on mine.conversation_id = c.conversation_id and mine.user_id = shown.user_id
    order by mine.last_message_at desc nulls last, mine.joined_at desc, c.conversation_id`;
  return await Promise.all(rows.map(async (row) => ({
    userId: row.viewer_id,
    conversation: conversationOf(row, await groupNameOf(keys, row)),
  })));
}

function conversationOf(row: ConversationRow, groupName: string | null): ConversationObject {
  const { viewer_id: _, created_by: __, encrypted_group_name: ___, name_key: ____, ...shown } = row;
  return {
    ...shown,
    group_name: groupName,
    last_message_at: row.last_message_at?.toISOString() ?? null,
    participant_ids: row.participants.map((one) => one.id),
  };
}
