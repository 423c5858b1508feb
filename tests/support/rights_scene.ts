import type { Database } from "../../db/database.ts";
import { ApiClient } from "./api_client.ts";
import { newSubscriber, subscriptionJson } from "./push_subscriber.ts";
import { ServerProcess, tempDataDir } from "./server_process.ts";
import { testDatabase, urlOf } from "./test_database.ts";

/** Everybody who asks for what is not theirs. */
export const ACTORS = [
  "stranger",
  "other patient",
  "other doctor",
  "former participant",
  "guest of another appointment",
  "disabled user",
  "admin",
] as const;
export type Actor = (typeof ACTORS)[number];

/** What belongs to patient@demo.test and doctor@demo.test, by the names of ids in the interface. */
export interface Belongings {
  appointment_id: number;
  conversation_id: string;
  message_id: string;
  call_id: string;
  invitation_id: string;
  attachment_id: string;
  subscription_id: string;
  /** The doctor. */
  user_id: number;
  patient_id: number;
}

/** A clinic in a process of its own, with a view into its database. */
export interface RightsScene extends AsyncDisposable {
  origin: string;
  db: Database;
  owner: ApiClient;
  doctor: ApiClient;
  actors: Record<Actor, ApiClient>;
  belongings: Belongings;
  /** A hash of all tables but the log, sessions and presence: what no refused request may change. */
  fingerprint(): Promise<string>;
  /** How many refusals of this person the log has. */
  refusalsOf(userId: number): Promise<number>;
}

/** What refused requests may write, and what moves by itself. */
const MOVING = [
  "audit_log",
  "sessions",
  "user_presence",
  "realtime_tickets",
  "deadline_watch",
  "schema_migrations",
  "external_identities",
];

/** Makes the clinic. The call rings for longer than any test. */
export async function rightsScene(): Promise<RightsScene> {
  await using opening = new AsyncDisposableStack();
  const dataDir = opening.use(await tempDataDir());
  const database = opening.use(await testDatabase());
  const { db } = database;
  const server = opening.use(
    await ServerProcess.start({
      dataDir: dataDir.path,
      env: { DATABASE_URL: urlOf(database.address), DEMO: "1", CALL_TIMEOUT: "600" },
    }),
  );
  const { origin } = server;
  const signIn = (email: string) => ApiClient.signIn(origin, email);
  const owner = await signIn("patient@demo.test");
  const doctor = await signIn("doctor@demo.test");
  const actors = await makeActors(db, origin, signIn);
  const belongings = await makeBelongings(owner, doctor, actors["former participant"]);
  await db.write((sql) =>
    sql`delete from conversation_participants where user_id = ${actors["former participant"].user.id}`
  );
  await db.write((sql) =>
    sql`update users set disabled_at = now() where id = ${actors["disabled user"].user.id}`
  );
  const stack = opening.move();
  return {
    origin,
    db,
    owner,
    doctor,
    actors,
    belongings,
    fingerprint: () => fingerprint(db),
    refusalsOf: (userId) => refusalsOf(db, userId),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function makeActors(
  db: Database,
  origin: string,
  signIn: (email: string) => Promise<ApiClient>,
): Promise<Record<Actor, ApiClient>> {
  const added = async (email: string, role: string) => {
    await db.write((sql) =>
      sql`
        insert into users (email, name, role, password_hash)
        select ${email}, 'Somebody', ${role}, password_hash from users where email = 'patient@demo.test'`
    );
    return await signIn(email);
  };
  const otherDoctor = await signIn("doctor2@demo.test");
  return {
    "stranger": await added("stranger@demo.test", "patient"),
    "other patient": await signIn("patient2@demo.test"),
    "other doctor": otherDoctor,
    "former participant": await added("former@demo.test", "patient"),
    "guest of another appointment": await guestOf(origin, otherDoctor),
    "disabled user": await added("disabled@demo.test", "doctor"),
    "admin": await signIn("admin@demo.test"),
  };
}

async function guestOf(origin: string, doctor: ApiClient): Promise<ApiClient> {
  const { body: { appointments } } = await doctor.ask("GET", "/api/appointments");
  const { body } = await doctor.ask("POST", `/api/appointments/${appointments[0].id}/invitations`);
  return await ApiClient.enter(origin, new URL(body.url).hash.slice(1), "Gast Guest");
}

async function makeBelongings(owner: ApiClient, doctor: ApiClient, former: ApiClient): Promise<Belongings> {
  const { body: { appointments: [appointment] } } = await owner.ask("GET", "/api/appointments");
  // Whoever shares nothing can't be written to, so the former participant comes by an appointment of then.
  const then = await doctor.ask("POST", "/api/appointments", {
    patient_id: former.user.id,
    doctor_id: doctor.user.id,
    starts_at: "2026-01-05T09:00:00.000Z",
    ends_at: "2026-01-05T09:30:00.000Z",
  });
  const group = await doctor.ask("POST", "/api/conversations", {
    participant_ids: [owner.user.id, former.user.id],
    conversation_type: "group",
    group_name: "The three of us",
  });
  await doctor.ask("PATCH", `/api/appointments/${then.body.appointment.id}`, { status: "cancelled" });
  const { conversation_id } = group.body.conversation;
  const message = await owner.ask("POST", `/api/conversations/${conversation_id}/send-message`, {
    body: "Between us",
    message_type: "text",
  });
  const invitation = await doctor.ask("POST", `/api/appointments/${appointment.id}/invitations`);
  const call = await owner.ask("POST", "/api/calls/initiate", {
    callee_id: doctor.user.id,
    appointment_id: appointment.id,
    call_type: "video",
  });
  return {
    appointment_id: appointment.id,
    conversation_id,
    message_id: message.body.message.message_id,
    call_id: call.body.call_id,
    invitation_id: invitation.body.invitation_id,
    attachment_id: await upload(owner, conversation_id),
    subscription_id: await subscribe(owner),
    user_id: doctor.user.id,
    patient_id: owner.user.id,
  };
}

/** Nothing is sent there: the owner is who calls. */
async function subscribe(owner: ApiClient): Promise<string> {
  const json = subscriptionJson(await newSubscriber("http://127.0.0.1:9/push"));
  const { body } = await owner.ask("POST", "/api/push/subscriptions", json);
  return body.subscription.subscription_id;
}

async function upload(owner: ApiClient, conversationId: string): Promise<string> {
  const form = new FormData();
  form.append("conversation_id", conversationId);
  form.append("file", new File(["Between us, as a file"], "letter.txt", { type: "text/plain" }));
  const { body } = await owner.ask("POST", "/api/attachments/upload", form);
  return body.attachment.attachment_id;
}

async function fingerprint(db: Database): Promise<string> {
  return await db.read(async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' order by 1`;
    const hashes: string[] = [];
    for (const { name } of tables.filter((one) => !MOVING.includes(one.name))) {
      const [row] = await sql<{ hash: string | null }[]>`
        select md5(string_agg(t::text, '|' order by t::text)) as hash from ${sql(name)} t`;
      hashes.push(`${name} ${row?.hash}`);
    }
    return hashes.join("\n");
  });
}

async function refusalsOf(db: Database, userId: number): Promise<number> {
  const [row] = await db.read((sql) =>
    sql<{ count: number }[]>`
      select count(*) as count from audit_log where actor_id = ${userId} and outcome = 'refused'`
  );
  return row?.count ?? 0;
}
