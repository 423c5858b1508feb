import { openDirect } from "./conversation_store.ts";
import { encryptText } from "./data_keys.ts";
import type { Database, Sql } from "./database.ts";
import type { PersonKeys } from "./person_keys.ts";

export const DEMO_PASSWORD = "carewire-demo";

/** The people of the demo clinic (CONTRACT.md, "Starting"). */
export const DEMO_ACCOUNTS = [
  { email: "patient@demo.test", name: "Pat Patient", role: "patient" },
  { email: "patient2@demo.test", name: "Paula Patient", role: "patient" },
  { email: "doctor@demo.test", name: "Dr. Dana Doctor", role: "doctor" },
  { email: "doctor2@demo.test", name: "Dr. Devi Doctor", role: "doctor" },
  { email: "admin@demo.test", name: "Ada Admin", role: "admin" },
] as const;

const PAIRS = [["patient@demo.test", "doctor@demo.test"], [
  "patient2@demo.test",
  "doctor2@demo.test",
]] as const;
const APPOINTMENT_MS = 12 * 60 * 60 * 1000;
/** Taken by whoever seeds, so that two instances that start together seed once. */
const SEED_LOCK = 7_332_001;

export interface SeedOptions {
  hashPassword(password: string): Promise<string>;
  personKeys: PersonKeys;
  nowMs: number;
  newId(): string;
}

/**
 * Makes the demo clinic where it is not there yet; what people did in it is never touched. Each of the two pairs has an
 * appointment that is open now, a new one when the last is over.
 */
export async function seedDemoClinic(db: Database, options: SeedOptions): Promise<void> {
  const [known] = await db.read((sql) =>
    sql<{ count: number }[]>`select count(*) as count from users where email in ${
      sql(DEMO_ACCOUNTS.map((one) => one.email))
    }`
  );
  const hash = known?.count === DEMO_ACCOUNTS.length ? null : await options.hashPassword(DEMO_PASSWORD);
  await db.transaction(async (sql) => {
    await sql`select pg_advisory_xact_lock(${SEED_LOCK})`;
    for (const { email, name, role } of hash === null ? [] : DEMO_ACCOUNTS) {
      await sql`
        insert into users (email, name, role, password_hash) values (${email}, ${name}, ${role}, ${hash})
        on conflict (email) do nothing`;
    }
    for (const [patient, doctor] of PAIRS) await openPair(sql, patient, doctor, options);
  });
}

async function openPair(
  sql: Sql,
  patientEmail: string,
  doctorEmail: string,
  { nowMs, newId, personKeys }: SeedOptions,
): Promise<void> {
  const [pair] = await sql<{ patient: number; doctor: number }[]>`
    select p.id as patient, d.id as doctor from users p, users d
    where p.email = ${patientEmail} and d.email = ${doctorEmail}`;
  if (!pair) return;
  const now = new Date(nowMs);
  const open = await sql`
    select 1 from appointments where patient_id = ${pair.patient} and doctor_id = ${pair.doctor}
      and status = 'scheduled' and starts_at <= ${now} and ends_at > ${now} limit 1`;
  if (open.length === 0) {
    const reason = await encryptText(await personKeys.forPerson(sql, pair.patient), "Demo visit", nowMs);
    await sql`
      insert into appointments (patient_id, doctor_id, starts_at, ends_at, encrypted_reason)
      values (${pair.patient}, ${pair.doctor}, ${now}, ${new Date(nowMs + APPOINTMENT_MS)}, ${reason})`;
  }
  const trail = { actorId: null, sessionId: null, action: "conversation.opened" };
  await openDirect(sql, newId(), [pair.patient, pair.doctor], trail);
}
