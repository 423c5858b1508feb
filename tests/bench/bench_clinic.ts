import { conversationStore, openDirect } from "../../db/conversation_store.ts";
import { DataKeys } from "../../db/data_keys.ts";
import { type Database, openDatabase } from "../../db/database.ts";
import { type Embedded, startEmbedded } from "../../db/embedded/start_embedded.ts";
import type { FernetKey } from "../../db/fernet.ts";
import { openKeyring } from "../../db/keyring.ts";
import { migrate } from "../../db/migrate.ts";
import type { ConversationStore, NewMessage } from "../../realtime/ports/conversation_store.ts";

/** Enterable for the account that runs the server when the bench runs as root. */
const DIR_MODE = 0o711;
const SEED_MS = 60_000;
const clock = { now: () => Date.now() };

/** Somebody who writes to a doctor in a conversation of their own. */
export interface Sender {
  userId: number;
  conversationId: string;
  key: { id: number; key: FernetKey };
}

/** A durable server of its own with people who write. */
export interface BenchClinic extends AsyncDisposable {
  server: Embedded;
  db: Database;
  store: ConversationStore;
  senders: Sender[];
}

/** Starts a server as a clinic has it, every commit on the disk, and seeds it with senders. */
export async function benchClinic(count: number): Promise<BenchClinic> {
  await using opening = new AsyncDisposableStack();
  const dataDir = await Deno.makeTempDir({ prefix: "carewire-bench-" });
  opening.defer(() => Deno.remove(dataDir, { recursive: true }));
  await Deno.chmod(dataDir, DIR_MODE);
  const server = opening.use(await startEmbedded({ dataDir, settings: { max_connections: "300" } }));
  await migrate(server);
  const db = opening.use(openDatabase(server, { transactionMs: SEED_MS }));
  const keys = new DataKeys(await openKeyring("0123456789abcdef0123456789abcdef", clock));
  const senders = await seed(db, keys, count);
  const store = conversationStore(db, keys);
  const stack = opening.move();
  return { server, db, store, senders, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

async function seed(db: Database, keys: DataKeys, count: number): Promise<Sender[]> {
  const trail = { actorId: null, sessionId: null, action: "seed" };
  const places = await db.transaction(async (sql) => {
    const people = await sql<{ id: number }[]>`
      insert into users (email, name, role)
      select n || '@bench.test', 'Person ' || n, case when n = 0 then 'doctor' else 'patient' end
      from generate_series(0, ${count}::integer) n returning id`;
    const [doctor, ...patients] = people.map((one) => one.id);
    return await Promise.all(patients.map(async (userId) => {
      const opened = await openDirect(sql, crypto.randomUUID(), [userId, doctor ?? 0], trail);
      return { userId, conversationId: opened.conversationId };
    }));
  });
  const senders: Sender[] = [];
  for (const { userId, conversationId } of places) {
    senders.push({ userId, conversationId, key: await keys.forSender(db, conversationId, userId) });
  }
  await db.transaction(async (sql) => {
    await sql`
      create table bench_senders as
      select row_number() over (order by id) - 1 as n, conversation_id, user_id, id as data_key_id from data_keys`;
    await sql`create index on bench_senders (n)`;
  });
  await db.write((sql) => sql`analyze`);
  return senders;
}

/** A text of everyday length. */
export function nextMessage({ userId, conversationId }: Omit<Sender, "key">): NewMessage {
  return {
    messageId: crypto.randomUUID(),
    conversationId,
    senderId: userId,
    clientId: crypto.randomUUID(),
    body: "The pain is less than yesterday, and I could sleep. Should I go on with the drops?",
    messageType: "text",
    callId: null,
    attachmentIds: [],
    createdAt: clock.now(),
  };
}
