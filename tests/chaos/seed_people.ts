import { openDatabase, type Sql } from "../../db/database.ts";
import { addParticipants } from "../../db/open_group.ts";
import { openKeyring } from "../../db/keyring.ts";
import { migrate } from "../../db/migrate.ts";
import { openDirect } from "../../db/conversation_store.ts";
import { openStores } from "../../db/stores.ts";
import { hashPassword } from "../../realtime/password_hash.ts";
import { makeSecret } from "../../realtime/secret.ts";
import { SESSION_LIFETIME_MS } from "../../realtime/session_life.ts";
import { issueToken } from "../../realtime/tokens.ts";
import { ENCRYPTION_KEY } from "./clinic_house.ts";

/** Somebody who takes part, signed in already or with a password. */
export interface SeededPerson {
  userId: number;
  email: string;
  /** A bearer; undefined for those who sign in by themselves. */
  token?: string;
  conversations: string[];
}

/** A patient and a doctor with a conversation of their own. */
export interface SeededPair {
  patient: SeededPerson;
  doctor: SeededPerson;
}

/** Who may call each other. */
export interface SeededAppointment {
  appointmentId: number;
  patientId: number;
  doctorId: number;
}

export interface SeededClinic {
  pairs: SeededPair[];
  /** Of each pair, and of each patient with the doctor of the next pair. */
  appointments: SeededAppointment[];
  conversations: { conversationId: string; people: number[] }[];
}

export const PASSWORD = "chaos of the clinic";
/** Pairs that share one group conversation. */
const GROUP_PAIRS = 5;
/** Passwords are slow to check on purpose: only this many pairs sign in with theirs. */
const SIGNING_IN_PAIRS = 2;
const SEED_MS = 60_000;
const TRAIL = { actorId: null, sessionId: null, action: "conversation.opened" };
const clock = { now: () => Date.now() };
const chance = {
  uuid: () => crypto.randomUUID(),
  bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};

/** Fills an empty database with pairs of people, groups of them, and their sessions. */
export async function seedPeople(url: string, pairCount: number): Promise<SeededClinic> {
  await migrate({ url });
  await using db = openDatabase({ url }, { transactionMs: SEED_MS });
  const hash = await hashPassword(PASSWORD, chance.bytes(16));
  const clinic = await db.transaction(async (sql) => {
    const pairs: SeededPair[] = [];
    for (let index = 0; index < pairCount; index++) pairs.push(await addPair(sql, index, hash));
    const conversations = pairs.map(({ patient, doctor }) => ({
      conversationId: patient.conversations[0] ?? "",
      people: [patient.userId, doctor.userId],
    }));
    return {
      pairs,
      appointments: await addAppointments(sql, pairs),
      conversations: [...conversations, ...await addGroups(sql, pairs)],
    };
  });
  const { sessions, keys } = openStores(db, { keyring: await openKeyring(ENCRYPTION_KEY, clock), clock });
  for (const one of clinic.pairs.slice(SIGNING_IN_PAIRS).flatMap((pair) => [pair.patient, pair.doctor])) {
    const sessionId = chance.uuid();
    const createdAtMs = clock.now();
    await sessions.open({
      sessionId,
      userId: one.userId,
      secretHash: (await makeSecret(chance)).hash,
      createdAtMs,
      expiresAtMs: createdAtMs + SESSION_LIFETIME_MS,
    }, { address: undefined });
    one.token = (await issueToken({ keys, clock }, { userId: one.userId, sessionId })).token;
  }
  return clinic;
}

async function addPair(sql: Sql, index: number, hash: string): Promise<SeededPair> {
  const [patientId, doctorId] = [
    await addUser(sql, `patient${index}@chaos.test`, "patient", hash),
    await addUser(sql, `doctor${index}@chaos.test`, "doctor", hash),
  ];
  const { conversationId } = await openDirect(sql, chance.uuid(), [patientId, doctorId], TRAIL);
  const person = (userId: number, email: string) => ({ userId, email, conversations: [conversationId] });
  return {
    patient: person(patientId, `patient${index}@chaos.test`),
    doctor: person(doctorId, `doctor${index}@chaos.test`),
  };
}

async function addUser(sql: Sql, email: string, role: "patient" | "doctor", hash: string): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into users (email, name, role, password_hash) values (${email}, ${email}, ${role}, ${hash}) returning id`;
  return row?.id ?? 0;
}

async function addAppointments(sql: Sql, pairs: SeededPair[]): Promise<SeededAppointment[]> {
  const shared = pairs.flatMap(({ patient, doctor }, index) => {
    const next = pairs[(index + 1) % pairs.length]?.doctor ?? doctor;
    return [...new Set([doctor, next])].map((one) => ({ patientId: patient.userId, doctorId: one.userId }));
  });
  const made: SeededAppointment[] = [];
  for (const { patientId, doctorId } of shared) {
    const [row] = await sql<{ id: number }[]>`
      insert into appointments (patient_id, doctor_id, starts_at, ends_at)
      values (${patientId}, ${doctorId}, now(), now() + interval '6 hours') returning id`;
    made.push({ appointmentId: row?.id ?? 0, patientId, doctorId });
  }
  return made;
}

async function addGroups(sql: Sql, pairs: SeededPair[]): Promise<SeededClinic["conversations"]> {
  const groups: SeededClinic["conversations"] = [];
  for (let start = 0; start + GROUP_PAIRS <= pairs.length; start += GROUP_PAIRS * 2) {
    const members = pairs.slice(start, start + GROUP_PAIRS).flatMap((
      { patient, doctor },
    ) => [patient, doctor]);
    const [conversationId, people] = [chance.uuid(), members.map((one) => one.userId)];
    await sql`insert into conversations (conversation_id, conversation_type) values (${conversationId}, 'group')`;
    await addParticipants(sql, conversationId, people);
    for (const one of members) one.conversations.push(conversationId);
    groups.push({ conversationId, people });
  }
  return groups;
}
