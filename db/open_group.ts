import type { NewGroup, OpenedGroup } from "../realtime/ports/conversation_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import { decryptText, encryptText } from "./data_keys.ts";
import type { Sql } from "./database.ts";
import type { PersonKeys } from "./person_keys.ts";

/** Makes a group conversation, or finds the one that the same client id made; inside the caller's transaction. */
export async function openGroup(
  sql: Sql,
  keys: PersonKeys,
  group: NewGroup,
  trail: Trail,
): Promise<OpenedGroup> {
  const { conversationId, users, name, createdBy, clientId } = group;
  // Whoever comes second with a client id waits here for the first, and then finds all of what that one wrote.
  const [made] = await sql<{ created_at: Date }[]>`
    insert into conversations (conversation_id, conversation_type, created_by, client_id)
    values (${conversationId}, 'group', ${createdBy}, ${clientId})
    on conflict (created_by, client_id) do nothing returning created_at`;
  if (!made) return await findGroup(sql, keys, group);
  const key = await keys.forPerson(sql, createdBy);
  await sql`
    update conversations set encrypted_group_name = ${await encryptText(key, name, made.created_at.getTime())}
    where conversation_id = ${conversationId}`;
  await addParticipants(sql, conversationId, users);
  await writeAudit(sql, { ...trail, objectType: "conversation", objectId: conversationId, outcome: "done" });
  return { kind: "made", conversationId };
}

/** Adds the people of a new conversation. */
export async function addParticipants(
  sql: Sql,
  conversationId: string,
  users: readonly number[],
): Promise<void> {
  const rows = users.map((user_id) => ({ conversation_id: conversationId, user_id }));
  await sql`insert into conversation_participants ${sql(rows, "conversation_id", "user_id")}`;
}

/** A group's name out of its stored form; those of rows from before stand there as they are. */
export async function groupNameOf(keys: PersonKeys, row: GroupNameRow): Promise<string | null> {
  const { created_by, encrypted_group_name, name_key } = row;
  if (encrypted_group_name === null || name_key === null || created_by === null) return row.group_name;
  return await decryptText(await keys.open(created_by, name_key), encrypted_group_name);
}

/** What a group's name is read from. */
export interface GroupNameRow {
  group_name: string | null;
  encrypted_group_name: Uint8Array | null;
  created_by: number | null;
  name_key: Uint8Array | null;
}

/** The columns of GroupNameRow, from conversations under the name `c`. */
export function groupNameColumns(sql: Sql) {
  return sql`
    c.group_name, c.encrypted_group_name, c.created_by,
    (select k.wrapped_key from person_keys k where k.user_id = c.created_by and c.encrypted_group_name is not null)
      as name_key`;
}

async function findGroup(
  sql: Sql,
  keys: PersonKeys,
  { users, name, createdBy, clientId }: NewGroup,
): Promise<OpenedGroup> {
  const [row] = await sql<(GroupNameRow & { conversation_id: string; users: number[] })[]>`
    select c.conversation_id, ${groupNameColumns(sql)},
      array(select p.user_id from conversation_participants p where p.conversation_id = c.conversation_id
        order by p.user_id) as users
    from conversations c where c.created_by = ${createdBy} and c.client_id = ${clientId}`;
  if (!row) throw new Error("a group conversation has vanished");
  const wanted = [...users].sort((a, b) => a - b);
  const same = await groupNameOf(keys, row) === name && JSON.stringify(row.users) === JSON.stringify(wanted);
  return same ? { kind: "repeated", conversationId: row.conversation_id } : { kind: "conflict" };
}
