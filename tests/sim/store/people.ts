import type { Directory } from "../../../realtime/ports/directory.ts";
import type { FactLog } from "../../../realtime/ports/fact_log.ts";
import type { Heads } from "../../../realtime/ports/heads.ts";
import type { PresenceRecord, PresenceStore } from "../../../realtime/ports/presence_store.ts";
import type { DatabaseSession } from "./database.ts";
import type { StoredFact, Tables } from "./tables.ts";

/** By how many others a transaction may be overtaken. */
const DISORDER_MAX = 5_000;

/** Who people are and whom they know. */
export function directory(session: DatabaseSession): Directory {
  const { tables } = session;
  return {
    users: (ids) => session.read(() => ids.flatMap((id) => tables.users.get(id) ?? [])),
    appointment: (id, userId) =>
      session.read(() => {
        const found = tables.appointments.get(id);
        const peopleIds = found ? [found.patientId, found.doctorId] : [];
        return found && peopleIds.includes(userId) ? { id, status: found.status, peopleIds } : undefined;
      }),
    acquaintances: (userId) => session.read(() => tables.acquaintances(userId)),
  };
}

/** The presence written down last. */
export function presenceStore(session: DatabaseSession): PresenceStore {
  const { tables } = session;
  return {
    record: (presence) => session.transaction(() => void tables.presence.set(presence.userId, presence)),
    last: (ids) => session.read(() => ids.map((id) => lastOf(tables, id))),
  };
}

/** What a device starts from. */
export function headsOf(session: DatabaseSession): (userId: number) => Promise<Heads> {
  const { tables } = session;
  return (userId) =>
    session.read(() => ({
      liveCall: tables.calls.get(tables.live.get(userId) ?? ""),
      conversations: [...tables.conversations.values()].flatMap((one) => {
        const position = one.positions.get(userId);
        return position
          ? [{
            conversation_id: one.id,
            last_seq: one.messages.length,
            delivered_seq: position.delivered,
            read_seq: position.read,
          }]
          : [];
      }),
      acquaintances: tables.acquaintances(userId).map((id) => lastOf(tables, id)),
    }));
}

/** The committed facts, as db/fact_log.ts finds them. */
export function factLog(session: DatabaseSession): FactLog {
  const { tables } = session;
  return {
    since: ({ from, without, users, own, limit }) =>
      session.read(() => {
        const found: StoredFact[] = [];
        // In the order of commits, which is not quite that of the transactions' numbers.
        for (let at = tables.facts.length - 1; at >= 0; at--) {
          const one = tables.facts[at]!;
          if (one.xact < from - DISORDER_MAX) break;
          if (one.xact < from || without.includes(one.writer)) continue;
          if (one.writer === own || one.users.some((id) => users.includes(id))) found.push(one);
        }
        found.sort((a, b) => a.xact - b.xact).splice(limit);
        return { facts: found.map(({ id, fact, writer }) => ({ id, fact, writer })), ...session.horizon };
      }),
  };
}

function lastOf(tables: Tables, userId: number): PresenceRecord {
  return tables.presence.get(userId) ?? { userId, status: "offline", lastSeen: null, deviceType: "web" };
}
