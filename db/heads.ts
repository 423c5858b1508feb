import type { Head } from "../realtime/ports/conversation_store.ts";
import type { Heads } from "../realtime/ports/heads.ts";
import { liveCallOf } from "./call_store.ts";
import type { Database } from "./database.ts";
import { acquaintances } from "./directory.ts";

/** What a device starts from: three statements sent together over one connection. */
export function readHeads(db: Database): (userId: number) => Promise<Heads> {
  return (userId) =>
    db.read(async (sql) => {
      const [liveCall, conversations, known] = await Promise.all([
        liveCallOf(sql, userId),
        sql<Head[]>`
          select c.conversation_id, c.last_seq, p.delivered_seq, p.read_seq
          from conversation_participants p join conversations c using (conversation_id)
          where p.user_id = ${userId} order by c.id`,
        acquaintances(sql, userId),
      ]);
      return { liveCall, conversations: [...conversations], acquaintances: known };
    });
}
