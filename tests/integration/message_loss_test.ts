import { conversationStore } from "../../db/conversation_store.ts";
import { DataKeys } from "../../db/data_keys.ts";
import { type Database, DatabaseUnavailable, openDatabase } from "../../db/database.ts";
import { openKeyring } from "../../db/keyring.ts";
import type { Appended, ConversationStore, NewMessage } from "../../realtime/ports/conversation_store.ts";
import { Unavailable } from "../../realtime/ports/unavailable.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import { granted } from "../support/granted.ts";
import {
  allMessages,
  messageIn,
  newConversation,
  numbersTo,
  textMessage,
  TRAIL,
} from "../support/store_scene.ts";
import { testDatabase } from "../support/test_database.ts";

const clock = { now: () => Date.now() };

async function storeOn(db: Database): Promise<ConversationStore> {
  return conversationStore(db, new DataKeys(await openKeyring("0123456789abcdef0123456789abcdef", clock)));
}

/** The same database, the answers of whose transactions are lost after the commit for as long as `isLossy` says. */
function losingAnswers(db: Database, isLossy: () => boolean): Database {
  return {
    read: (run) => db.read(run),
    write: (run) => db.write(run),
    async transaction(run) {
      const value = await db.transaction(run);
      if (isLossy()) throw new DatabaseUnavailable("the answer was lost");
      return value;
    },
    ready: () => db.ready(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

test("what a lost answer leaves uncertain is unavailable; sent again it is there once and news [MSG-12]", async (clinic) => {
  let isLossy = false;
  const store = await storeOn(losingAnswers(clinic.db, () => isLossy));
  const { conversationId, people: [me] } = await newConversation(clinic);
  const messages = numbersTo(20).map((n) => textMessage(conversationId, me, { body: `message ${n}` }));
  isLossy = true;
  const tries = await Promise.allSettled(messages.map((one) => store.append(one, TRAIL)));
  assert(tries.every((one) => one.status === "rejected" && one.reason instanceof Unavailable));
  isLossy = false;
  const again = messages.map((one) => ({ ...one, messageId: crypto.randomUUID() }));
  const sent = await Promise.all(again.map((one) => store.append(one, TRAIL)));
  // Nobody was told of it before, so it is told now, and only now.
  assertEquals(new Set(sent.map((one) => one.kind)), new Set(["appended"]));
  assertEquals(sent.map((one) => messageIn(one).message_id), messages.map((one) => one.messageId));
  const third = await store.append({ ...again[0]!, messageId: crypto.randomUUID() }, TRAIL);
  assertEquals(third.kind, "repeated");
  assertEquals((await allMessages(store, conversationId)).map((one) => one.seq), numbersTo(20));
});

Deno.test({
  name: "every connection killed again and again: nothing acknowledged is lost, nothing is doubled [MSG-12]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    await using test = await testDatabase();
    await using killer = openDatabase(test.address, { poolSize: 1 });
    const store = await storeOn(test.db);
    const scenes = [await newConversation(test), await newConversation(test), await newConversation(test)];
    let isOver = false;
    const killing = killUntil(killer, () => isOver);
    const told = new Map<string, number>();
    const senders = numbersTo(24).map(async (sender) => {
      const { conversationId, people } = scenes[sender % 3] ?? scenes[0]!;
      for (const n of numbersTo(25)) {
        const message = textMessage(conversationId, people[sender % 2] ?? 0, { body: `${sender}/${n}` });
        const appended = await sendUntilStored(store, message);
        const { message_id } = messageIn(appended);
        if (appended.kind === "appended") told.set(message_id, (told.get(message_id) ?? 0) + 1);
      }
    });
    await Promise.all(senders);
    isOver = true;
    const kills = await killing;
    assert(kills >= 5, `only ${kills} rounds of killing`);
    const stored = (await Promise.all(scenes.map((one) => allMessages(store, one.conversationId)))).flat();
    assertEquals(stored.length, 600);
    assertEquals(new Set(stored.map((one) => one.body)).size, 600);
    for (const { conversationId } of scenes) {
      const seqs = stored.filter((one) => one.conversation_id === conversationId).map((one) => one.seq);
      assertEquals(seqs, numbersTo(200));
    }
    // Each is news exactly once, so the others in its conversation hear of each.
    assertEquals(new Set(told.keys()), new Set(stored.map((one) => one.message_id)));
    assertEquals(new Set(told.values()), new Set([1]));
  },
});

/** Sends the same command until it is acknowledged. */
async function sendUntilStored(store: ConversationStore, message: NewMessage): Promise<Appended> {
  while (true) {
    try {
      return await store.append({ ...message, messageId: crypto.randomUUID() }, TRAIL);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
    }
  }
}

/** Ends every other connection of this database over and over; gives how often. */
async function killUntil(killer: Database, isOver: () => boolean): Promise<number> {
  let rounds = 0;
  while (!isOver()) {
    await killer.write((sql) =>
      sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()`
    );
    rounds++;
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  return rounds;
}
