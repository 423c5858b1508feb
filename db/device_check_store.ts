import type {
  DeviceCheckObject,
  DeviceProblem,
  DeviceReport,
  Verdict,
} from "../realtime/core/device_check.ts";
import {
  CHECKS_KEPT_MAX,
  type DeviceCheckStore,
  type Kept,
  type NewDeviceCheck,
} from "../realtime/ports/device_check_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import { dateOf } from "./call_rows.ts";
import type { Database, Sql } from "./database.ts";

interface CheckRow {
  check_id: string;
  user_id: number;
  appointment_id: number | null;
  at: Date;
  verdict: Verdict;
  problems: DeviceProblem[];
  report: DeviceReport;
}

const COLUMNS = ["check_id", "user_id", "appointment_id", "at", "verdict", "problems", "report"] as const;

/** Checks of devices in PostgreSQL. */
export function deviceCheckStore(db: Database): DeviceCheckStore {
  return {
    add: (check, trail) => db.transaction((sql) => addCheck(sql, check, trail)),
    newestOf: (userIds, appointmentId) => db.read((sql) => newestOf(sql, userIds, appointmentId)),
  };
}

async function addCheck(sql: Sql, check: NewDeviceCheck, trail: Trail): Promise<Kept> {
  const { checkId, userId, appointmentId, clientId, at, verdict, problems, report } = check;
  const [added] = await sql<CheckRow[]>`
    insert into device_checks
      (check_id, user_id, appointment_id, client_id, at, verdict, problems, report)
    values (${checkId}, ${userId}, ${appointmentId}, ${clientId}, ${dateOf(at)}, ${verdict},
      ${problems}::text[], ${sql.json(report)})
    on conflict (user_id, client_id) do nothing returning ${sql([...COLUMNS])}`;
  if (!added) return await repeatedCheck(sql, check);
  await sql`
    delete from device_checks where user_id = ${userId} and id <= (
      select id from device_checks where user_id = ${userId} order by id desc offset ${CHECKS_KEPT_MAX} limit 1)`;
  await writeAudit(sql, { ...trail, objectType: "device_check", objectId: checkId, outcome: "done" });
  return { kind: "added", check: checkOf(added) };
}

/** The same name says the same again, or it is refused. */
async function repeatedCheck(
  sql: Sql,
  { userId, clientId, appointmentId, report }: NewDeviceCheck,
): Promise<Kept> {
  const [row] = await sql<CheckRow[]>`
    select ${sql([...COLUMNS])} from device_checks
    where user_id = ${userId} and client_id = ${clientId} and report = ${sql.json(report)}::jsonb
      and appointment_id is not distinct from ${appointmentId}`;
  return row ? { kind: "repeated", check: checkOf(row) } : { kind: "conflict" };
}

async function newestOf(
  sql: Sql,
  userIds: readonly number[],
  appointmentId: number,
): Promise<DeviceCheckObject[]> {
  const rows = await sql<CheckRow[]>`
    select distinct on (user_id) ${sql([...COLUMNS])} from device_checks
    where user_id = any(${[...userIds]}::integer[])
      and (appointment_id = ${appointmentId} or appointment_id is null)
    order by user_id, id desc`;
  return rows.map(checkOf);
}

function checkOf(row: CheckRow): DeviceCheckObject {
  return { ...row, at: row.at.toISOString() };
}
