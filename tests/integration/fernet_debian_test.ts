import vectors from "../unit/fixtures/fernet_vectors.json" with { type: "json" };
import { decryptFernet, encryptFernet, fernetBytes, fernetText, importFernetKey } from "../../db/fernet.ts";
import { openKeyring } from "../../db/keyring.ts";
import { DataKeys } from "../../db/data_keys.ts";
import { conversationStore } from "../../db/conversation_store.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { askDebianFernet, type FernetTask, readDebianVectors } from "../support/debian_fernet.ts";
import { granted } from "../support/granted.ts";
import { newConversation, textMessage, TRAIL } from "../support/store_scene.ts";
import { testDatabase } from "../support/test_database.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");
const clock = { now: () => Date.now() };
/** Around every edge of the cipher's blocks of 16 bytes, and beyond. */
const LENGTHS = [...Array.from({ length: 100 }, (_, n) => n), 255, 256, 1_000, 4_095, 4_096, 40_000];

Deno.test({
  name: "the vectors tested here are all of the specification's, as Debian has them [KEY-1]",
  ignore,
  async fn() {
    for (const name of ["generate", "verify", "invalid"] as const) {
      assertEquals<unknown>(vectors[name], await readDebianVectors(name), name);
    }
  },
});

Deno.test({
  name: "tokens of ours and of python's cryptography are each other's, at every length [KEY-6]",
  ignore,
  async fn() {
    const tasks = await Promise.all(LENGTHS.map(async (length): Promise<FernetTask> => {
      const raw = crypto.getRandomValues(new Uint8Array(32));
      const plain = crypto.getRandomValues(new Uint8Array(length));
      const token = await encryptFernet(await importFernetKey(raw), plain, { nowMs: clock.now() });
      return { key: fernetText(raw), token: fernetText(token), plain: plain.toHex() };
    }));
    const answers = await askDebianFernet(tasks);
    assertEquals(answers.length, tasks.length);
    for (const [index, { key, plain }] of tasks.entries()) {
      assertEquals(answers[index]?.plain, plain);
      const [raw, token] = [fernetBytes(key), fernetBytes(answers[index]?.token ?? "")];
      assert(raw && token);
      assertEquals((await decryptFernet(await importFernetKey(raw), token))?.toHex(), plain);
    }
  },
});

Deno.test({
  name: "a row of the table of messages is read by python with nothing but ENCRYPTION_KEY [KEY-6]",
  ignore,
  async fn() {
    await using test = await testDatabase();
    for (
      const key of [
        fernetText(crypto.getRandomValues(new Uint8Array(32))),
        "0123456789abcdef0123456789ABCDEF",
      ]
    ) {
      const store = conversationStore(test.db, new DataKeys(await openKeyring(key, clock)));
      const { conversationId, people: [me] } = await newConversation(test);
      const body = "Grüße: die Schmerzen sind weg ✓";
      const message = textMessage(conversationId, me, { body });
      await store.append(message, TRAIL);
      const [row] = await test.db.read((sql) =>
        sql<{ wrapped_key: Uint8Array; encrypted_body: Uint8Array }[]>`
          select k.wrapped_key, m.encrypted_body from messages m join data_keys k on k.id = m.data_key_id
          where m.message_id = ${message.messageId}`
      );
      assert(row);
      // SPEC.md's 32 characters are the key's bytes, which python wants in base64.
      const master = key.length === 44 ? key : fernetText(new TextEncoder().encode(key));
      const [unwrapped] = await askDebianFernet([
        { key: master, token: fernetText(row.wrapped_key), plain: "" },
      ]);
      assert(unwrapped);
      const [opened] = await askDebianFernet([{
        key: fernetText(Uint8Array.fromHex(unwrapped.plain)),
        token: fernetText(row.encrypted_body),
        plain: "",
      }]);
      assertEquals(new TextDecoder().decode(Uint8Array.fromHex(opened?.plain ?? "")), body);
    }
  },
});
