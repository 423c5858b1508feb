import type { NewGroup, OpenedGroup } from "../realtime/ports/conversation_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import type { Sql } from "./database.ts";

/** Makes a group conversation, or finds the one that the same client id made; inside the caller's transaction. */
export async function openGroup(sql: Sql, group: NewGroup, trail: Trail): Promise<OpenedGroup> {
  const { conversationId, users, name, createdBy, clientId } = group;
  // Whoever comes second with a client id waits here for the first, and then finds all of what that one wrote.
  const made = await sql`
    insert into conversations (conversation_id, conversation_type, group_name, created_by, client_id)
    values (${conversationId}, 'group', ${name}, ${createdBy}, ${clientId})
    on conflict (created_by, client_id) do nothing returning 1`;
  if (made.length === 0) return await findGroup(sql, group);
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

async function findGroup(sql: Sql, { users, name, createdBy, clientId }: NewGroup): Promise<OpenedGroup> {
  const [row] = await sql<{ conversation_id: string; group_name: string | null; users: number[] }[]>`
    select c.conversation_id, c.group_name,
      array(select p.user_id from conversation_participants p where p.conversation_id = c.conversation_id
        order by p.user_id) as users
    from conversations c where c.created_by = ${createdBy} and c.client_id = ${clientId}`;
  if (!row) throw new Error("a group conversation has vanished");
  const wanted = [...users].sort((a, b) => a - b);
  const same = row.group_name === name && JSON.stringify(row.users) === JSON.stringify(wanted);
  return same ? { kind: "repeated", conversationId: row.conversation_id } : { kind: "conflict" };
}
