import type { Tickets } from "../realtime/ports/accounts.ts";
import type { Database } from "./database.ts";

/** Tickets in the table `realtime_tickets`; those that nobody used go when the next one comes. */
export function ticketStore(db: Database): Tickets {
  return {
    async keep({ hash, sessionId, expiresAtMs, nowMs }) {
      await db.write((sql) =>
        sql`
          with expired as (delete from realtime_tickets where expires_at <= ${new Date(nowMs)})
          insert into realtime_tickets (ticket_hash, session_id, expires_at)
          values (${hash}, ${sessionId}, ${new Date(expiresAtMs)})`
      );
    },
    // Deleting is taking: of two who come at once only one gets the row.
    async take(hash, nowMs) {
      const [row] = await db.write((sql) =>
        sql<{ session_id: string; is_valid: boolean }[]>`
          delete from realtime_tickets where ticket_hash = ${hash}
          returning session_id, expires_at > ${new Date(nowMs)} as is_valid`
      );
      return row?.is_valid ? row.session_id : undefined;
    },
  };
}
