import { DataKeys } from "../../db/data_keys.ts";
import { conversationStore } from "../../db/conversation_store.ts";
import type { Database } from "../../db/database.ts";
import { type Keyring, openKeyring } from "../../db/keyring.ts";
import { rotateKeys } from "../../db/rotate_keys.ts";
import { WRAPPED_COLUMNS } from "../../db/wrapped_columns.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { addPerson } from "../support/live_clinic.ts";
import { allMessages, newConversation, textMessage, TRAIL } from "../support/store_scene.ts";
import { testDatabase } from "../support/test_database.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");
const OLD = "0123456789abcdef0123456789ABCDEF";
const NEW = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
const clock = { now: () => Date.now() };

/** One row in every table that holds something wrapped; gives the secret behind each, by table. */
async function fillAll(db: Database, keyring: Keyring): Promise<Map<string, Uint8Array>> {
  const secrets = new Map(
    WRAPPED_COLUMNS.map(({ table }) => [table, crypto.getRandomValues(new Uint8Array(32))]),
  );
  const wrap = (table: string) => keyring.wrap(secrets.get(table) ?? new Uint8Array());
  const { conversationId, people: [patient, doctor] } = await newConversation({ db });
  const [signing, data, person, file, token, vapid, push] = await Promise.all(
    WRAPPED_COLUMNS.map(({ table }) => wrap(table)),
  );
  await db.transaction(async (sql) => {
    await sql`
      insert into signing_keys (kid, alg, public_jwk, wrapped_private)
      values ('kid', 'EdDSA', '{}', ${signing ?? null})`;
    await sql`
      insert into data_keys (conversation_id, user_id, wrapped_key) values (${conversationId}, ${doctor}, ${
      data ?? null
    })`;
    await sql`insert into person_keys (user_id, wrapped_key) values (${patient}, ${person ?? null})`;
    await sql`
      insert into attachments (attachment_id, owner_id, file_name, file_type, file_size, access_control, wrapped_key)
      values (${crypto.randomUUID()}, ${patient}, 'a', 'image/png', 1, 'private', ${file ?? null}),
        (${crypto.randomUUID()}, ${patient}, 'no key', 'image/png', 1, 'private', null)`;
    const [appointment] = await sql<{ id: number }[]>`
      insert into appointments (patient_id, doctor_id, starts_at, ends_at)
      values (${patient}, ${doctor}, now(), now() + interval '1 hour') returning id`;
    await sql`
      insert into invitations (invitation_id, appointment_id, made_by, token_hash, wrapped_token)
      values (${crypto.randomUUID()}, ${appointment?.id ?? 0}, ${doctor}, ${new Uint8Array(32)}, ${
      token ?? null
    })`;
    await sql`
      insert into vapid_keys (kid, public_key, wrapped_private)
      values ('kid', ${new Uint8Array(65)}, ${vapid ?? null})`;
    await sql`
      with session as (
        insert into sessions (session_id, user_id, secret_hash, expires_at)
        values (${crypto.randomUUID()}, ${patient}, ${new Uint8Array(32)}, now() + interval '1 hour')
        returning session_id
      )
      insert into push_subscriptions
        (subscription_id, user_id, session_id, endpoint_hash, wrapped_target, language, created_at)
      select ${crypto.randomUUID()}, ${patient}, session_id, ${new Uint8Array(32)}, ${
      push ?? null
    }, 'en', now()
      from session`;
  });
  return secrets;
}

/** The secrets as this keyring reads them back, by table; undefined where it can't. */
async function readAll(db: Database, keyring: Keyring): Promise<Map<string, Uint8Array | undefined>> {
  const read = new Map<string, Uint8Array | undefined>();
  for (const { table, column } of WRAPPED_COLUMNS) {
    const [row] = await db.read((sql) =>
      sql<{ wrapped: Uint8Array }[]>`
        select ${sql(column)} as wrapped from ${sql(table)} where ${sql(column)} is not null limit 1`
    );
    read.set(table, row && await keyring.unwrap(row.wrapped));
  }
  return read;
}

Deno.test({
  name: "rotateKeys() goes through every column that the schema calls wrapped [KEY-7]",
  ignore,
  async fn() {
    await using test = await testDatabase();
    const columns = await test.db.read((sql) =>
      sql<{ name: string }[]>`
        select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = 'public' and column_name like 'wrapped\\_%' order by 1`
    );
    const known = WRAPPED_COLUMNS.map((one) => `${one.table}.${one.column}`).sort();
    assertEquals(columns.map((one) => one.name).sort(), known);
  },
});

Deno.test({
  name: "rotateKeys() brings everything under the newest key, once, with its audit rows [KEY-7]",
  ignore,
  async fn() {
    await using test = await testDatabase();
    const [before, during, after] = await Promise.all(
      [OLD, `${NEW},${OLD}`, NEW].map((text) => openKeyring(text, clock)),
    );
    assert(before && during && after);
    const secrets = await fillAll(test.db, before);
    for (const secret of (await readAll(test.db, after)).values()) assertEquals(secret, undefined);
    const first = await rotateKeys(test.db, during);
    const counts = first.map((one) => [one.rewrapped, one.newest, one.unreadable.length]);
    assertEquals(counts, WRAPPED_COLUMNS.map(() => [1, 0, 0]));
    assertEquals(await readAll(test.db, after), secrets);
    const second = await rotateKeys(test.db, during);
    assertEquals(second.map((one) => [one.rewrapped, one.newest]), WRAPPED_COLUMNS.map(() => [0, 1]));
    const rows = await test.db.read((sql) =>
      sql<{ object_type: string }[]>`select object_type from audit_log where action = 'keys.rewrapped'`
    );
    assertEquals(rows.map((one) => one.object_type), WRAPPED_COLUMNS.map((one) => one.table));
  },
});

Deno.test({
  name:
    "rotateKeys() goes on where it stopped, over many batches, while messages are written and read [KEY-7] [KEY-8]",
  ignore,
  async fn() {
    await using test = await testDatabase();
    const [before, during, after] = await Promise.all(
      [OLD, `${NEW},${OLD}`, NEW].map((text) => openKeyring(text, clock)),
    );
    assert(before && during && after);
    const { conversationId, people: [me] } = await newConversation(test);
    await conversationStore(test.db, new DataKeys(before)).append(textMessage(conversationId, me), TRAIL);
    const wrapped = await before.wrap(new Uint8Array(32));
    const doctor = await addPerson(test.db, "Doctor", "doctor");
    await test.db.transaction(async (sql) => {
      await sql`
        with made as (
          insert into conversations (conversation_id, conversation_type, group_name)
          select gen_random_uuid(), 'group', 'Group' from generate_series(1, 1300) returning conversation_id
        ) insert into data_keys (conversation_id, user_id, wrapped_key)
          select conversation_id, ${doctor.id}, ${wrapped} from made`;
    });
    const running = conversationStore(test.db, new DataKeys(during));
    let isOver = false;
    const clinic = (async () => {
      for (let n = 2; !isOver; n++) {
        await running.append(textMessage(conversationId, me), TRAIL);
        // Nothing of what the process knows by heart: every key is read anew.
        const fresh = conversationStore(test.db, new DataKeys(during));
        assertEquals((await allMessages(fresh, conversationId)).length, n);
      }
    })();
    // It stops in the middle, as if somebody had pulled the plug after the first batches.
    let reads = 0;
    const stopping: Database = {
      ...plain(test.db),
      read: (run) => ++reads > 3 ? Promise.reject(new Error("stopped")) : test.db.read(run),
    };
    await rotateKeys(stopping, during).then(
      () => assert(false),
      (error) => assertEquals(error.message, "stopped"),
    );
    const [halfway] = await test.db.read((sql) =>
      sql<{ old: number }[]>`select count(*) as old from data_keys where wrapped_key = ${wrapped}`
    );
    assert(halfway && halfway.old > 0 && halfway.old < 1_300, `${halfway?.old}`);
    await rotateKeys(test.db, during);
    isOver = true;
    await clinic;
    const all = await test.db.read((sql) =>
      sql<{ wrapped_key: Uint8Array }[]>`select wrapped_key from data_keys`
    );
    assertEquals(all.length, 1_301);
    for (const row of all) assert(await after.unwrap(row.wrapped_key));
    const stored = await allMessages(conversationStore(test.db, new DataKeys(after)), conversationId);
    assert(stored.length > 1);
  },
});

Deno.test({
  name: "rotateKeys() never overwrites what somebody changes at the same moment [KEY-7]",
  ignore,
  async fn() {
    await using test = await testDatabase();
    const [before, during] = await Promise.all(
      [OLD, `${NEW},${OLD}`].map((text) => openKeyring(text, clock)),
    );
    assert(before && during);
    await fillAll(test.db, before);
    const theirs = crypto.getRandomValues(new Uint8Array(32));
    const wrappedByThem = await before.wrap(theirs);
    let hasChanged = false;
    const racing: Database = {
      ...plain(test.db),
      async transaction(run) {
        if (!hasChanged) {
          hasChanged = true;
          await test.db.write((sql) => sql`update signing_keys set wrapped_private = ${wrappedByThem}`);
        }
        return await test.db.transaction(run);
      },
    };
    const [signing] = await rotateKeys(racing, during);
    assertEquals([signing?.rewrapped, signing?.unreadable], [1, []]);
    const after = await openKeyring(NEW, clock);
    assertEquals((await readAll(test.db, after)).get("signing_keys"), Uint8Array.from(theirs));
  },
});

/** The methods of a database as an object that can be changed in part. */
function plain(db: Database): Database {
  return {
    read: (run) => db.read(run),
    write: (run) => db.write(run),
    transaction: (run) => db.transaction(run),
    ready: () => db.ready(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
