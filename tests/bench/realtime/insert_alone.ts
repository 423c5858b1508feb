/**
 * The grouped insert by itself, in a process of its own on the servers' core: no sockets, nobody signed in, nobody told.
 * Reads who writes where as JSON from its input, prints what it measured as JSON.
 */
import * as v from "valibot";
import { conversationStore } from "../../../db/conversation_store.ts";
import { DataKeys } from "../../../db/data_keys.ts";
import { openDatabase } from "../../../db/database.ts";
import { openKeyring } from "../../../db/keyring.ts";
import { nextMessage } from "../bench_clinic.ts";

const WARM_MS = 400;
const clock = { now: () => Date.now() };
const wanted = v.object({
  url: v.string(),
  key: v.string(),
  seconds: v.number(),
  senders: v.array(v.object({ userId: v.number(), conversationId: v.string() })),
});

async function main(): Promise<void> {
  const { url, key, seconds, senders } = v.parse(wanted, await new Response(Deno.stdin.readable).json());
  const db = openDatabase({ url });
  const store = conversationStore(db, new DataKeys(await openKeyring(key, clock)));
  const latencies: number[] = [];
  const from = performance.now() + WARM_MS;
  const until = from + seconds * 1000;
  await Promise.all(senders.map(async (sender) => {
    for (let sentAt = performance.now(); sentAt < until; sentAt = performance.now()) {
      const trail = { actorId: sender.userId, sessionId: null, action: "message.sent" };
      await store.append(nextMessage(sender), trail);
      const now = performance.now();
      if (now >= from && now < until) latencies.push(now - sentAt);
    }
  }));
  console.log(JSON.stringify({ latencies }));
  Deno.exit(0);
}

await main();
