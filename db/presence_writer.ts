import type { PresenceRecord } from "../realtime/ports/presence_store.ts";
import { dateOf } from "./call_rows.ts";
import type { Database, Sql } from "./database.ts";
import { TYPE_ID } from "./postgres_types.ts";

/** Most people written in one statement. */
const GROUP_MAX = 500;

interface Waiting {
  record: PresenceRecord;
  /** Milliseconds since the epoch. */
  at: number;
  written: PromiseWithResolvers<void>;
}

/**
 * Writes presence down, of many people in one statement: what comes while one is under way makes the next. Of one person only the
 * newest is written.
 */
export class PresenceWriter {
  readonly #db: Database;
  #waiting = new Map<number, Waiting>();
  #isWriting = false;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Resolves once this record, or a newer one of the same person, is written. */
  write(record: PresenceRecord, at: number): Promise<void> {
    const written = this.#waiting.get(record.userId)?.written ?? Promise.withResolvers<void>();
    this.#waiting.set(record.userId, { record, at, written });
    if (!this.#isWriting) this.#writeAll();
    return written.promise;
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.size > 0) {
      const group = [...this.#waiting.values()].slice(0, GROUP_MAX);
      for (const { record } of group) this.#waiting.delete(record.userId);
      try {
        await this.#db.write((sql) => writeGroup(sql, group));
        for (const { written } of group) written.resolve();
      } catch (error) {
        for (const { written } of group) written.reject(error);
      }
    }
    this.#isWriting = false;
  }
}

async function writeGroup(sql: Sql, group: readonly Waiting[]): Promise<void> {
  // In the order of users, so that two instances which write the same people wait for each other and never deadlock.
  const all = [...group].sort((a, b) => a.record.userId - b.record.userId);
  const dates = (of: (one: Waiting) => Date | null) => sql.array(all.map(of), TYPE_ID.timestamptz);
  await sql`
    insert into user_presence (user_id, status, last_heartbeat, last_seen, device_type)
    select * from unnest(
      ${all.map((one) => one.record.userId)}::integer[], ${all.map((one) => one.record.status)}::text[],
      ${dates((one) => new Date(one.at))}::timestamptz[],
      ${dates((one) => dateOf(one.record.lastSeen))}::timestamptz[],
      ${all.map((one) => one.record.deviceType)}::text[])
    on conflict (user_id) do update set status = excluded.status, last_heartbeat = excluded.last_heartbeat,
      last_seen = excluded.last_seen, device_type = excluded.device_type`;
}
