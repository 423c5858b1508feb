import { assert, assertEquals } from "../support/assert.ts";
import { ApiClient } from "../support/api_client.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { numbersTo } from "../support/store_scene.ts";

const SENDERS = 20;
const MESSAGES_EACH = 40;
/** How many must be acknowledged before the server is killed. */
const KILLED_AFTER = 150;

interface Sent {
  client_id: string;
  body: string;
  sender: ApiClient;
  /** The number it was acknowledged with. */
  seq?: number;
}

Deno.test({
  name: "a server killed in the middle of sends has lost nothing acknowledged and doubled nothing [MSG-18]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    await using dataDir = await tempDataDir();
    const first = await ServerProcess.start({ dataDir: dataDir.path });
    const sent: Sent[] = [];
    const path = await conversationPath(await people(first.origin));
    const clients = await people(first.origin);
    const senders = numbersTo(SENDERS).map(async (sender) => {
      for (const n of numbersTo(MESSAGES_EACH)) {
        const one: Sent = {
          client_id: crypto.randomUUID(),
          body: `${sender}/${n}`,
          sender: clients[sender % 2] ?? fail("no client"),
        };
        sent.push(one);
        if (!await isAcknowledged(one, path, [201])) return;
        const acknowledged = sent.filter((other) => other.seq !== undefined).length;
        if (acknowledged >= KILLED_AFTER) first.kill("SIGKILL");
      }
    });
    await Promise.all(senders);
    await first.ended;
    const open = sent.filter((one) => one.seq === undefined);
    assert(open.length > 0, "everything was acknowledged before the server was killed");

    await using second = await ServerProcess.start({ dataDir: dataDir.path });
    const again = await people(second.origin);
    const before = await stored(again[0] ?? fail("no client"), path);
    const bodies = new Set(before.map((one) => one.body));
    for (const one of sent.filter((other) => other.seq !== undefined)) assert(bodies.has(one.body), one.body);
    for (const one of open) {
      const sender = again.find((other) => other.user.id === one.sender.user.id) ?? fail("no client");
      assert(await isAcknowledged({ ...one, sender }, path, [200, 201]), one.body);
    }
    const after = await stored(again[0] ?? fail("no client"), path);
    assertEquals(after.map((one) => one.seq), numbersTo(sent.length));
    assertEquals(new Set(after.map((one) => one.body)), new Set(sent.map((one) => one.body)));
    const numbers = new Map(after.map((one) => [one.client_id, one.seq]));
    for (const one of sent.filter((other) => other.seq !== undefined)) {
      assertEquals(numbers.get(one.client_id), one.seq);
    }
  },
});

async function people(origin: string): Promise<ApiClient[]> {
  return [
    await ApiClient.signIn(origin, "patient@demo.test"),
    await ApiClient.signIn(origin, "doctor@demo.test"),
  ];
}

async function conversationPath([client]: ApiClient[]): Promise<string> {
  const { body } = await (client ?? fail("no client")).ask("GET", "/api/conversations");
  return `/api/conversations/${body.conversations[0].conversation_id}`;
}

/** Sends one message and notes its number; false when the server is gone or can't say. */
async function isAcknowledged(one: Sent, path: string, statuses: number[]): Promise<boolean> {
  const { client_id, body } = one;
  try {
    const answer = await one.sender.ask("POST", `${path}/send-message`, { client_id, body });
    if (!statuses.includes(answer.status)) return false;
    one.seq = answer.body.message.seq;
    return true;
  } catch {
    return false;
  }
}

/** Everything in the conversation, page by page, ascending. */
async function stored(
  client: ApiClient,
  path: string,
): Promise<{ seq: number; body: string; client_id: string }[]> {
  const all: { seq: number; body: string; client_id: string }[] = [];
  while (true) {
    const { body } = await client.ask(
      "GET",
      `${path}/messages?per_page=100&after_seq=${all.at(-1)?.seq ?? 0}`,
    );
    if (body.messages.length === 0) return all;
    all.push(...body.messages);
  }
}

function fail(message: string): never {
  throw new Error(message);
}
