import { PostgresServer } from "../chaos/postgres_server.ts";
import { ApiClient } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { FaultProxy } from "../support/fault_proxy.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { until } from "../support/until.ts";

const KEY = "0123456789abcdefghijklmnopqrstuv";
/** A machine that is busy answers later than the two seconds that are promised. */
const ANSWER_MS = 6_000;

/** A clinic whose line to its PostgreSQL can be made bad. */
async function outageScene(stack: AsyncDisposableStack) {
  const postgres = stack.use(await PostgresServer.start(stack.use(await tempDataDir()).path));
  const line = stack.use(new FaultProxy({ target: postgres.port }));
  const env = { DATABASE_URL: postgres.url(line.port), DEMO: "1", ENCRYPTION_KEY: KEY };
  const dataDir = stack.use(await tempDataDir()).path;
  const server = stack.use(await ServerProcess.start({ dataDir, env }));
  const patient = await ApiClient.signIn(server.origin, "patient@demo.test");
  const doctor = await ApiClient.signIn(server.origin, "doctor@demo.test");
  const opened = await patient.ask("POST", "/api/conversations", {
    participant_ids: [doctor.user.id],
    conversation_type: "direct",
  });
  const path = `/api/conversations/${opened.body.conversation.conversation_id}`;
  return { postgres, line, server, patient, doctor, path, id: opened.body.conversation.conversation_id };
}

async function statusOf(url: string): Promise<number> {
  const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) });
  await response.body?.cancel();
  return response.status;
}

function outageTest(
  name: string,
  { begin, end }: Record<
    "begin" | "end",
    (scene: Awaited<ReturnType<typeof outageScene>>) => Promise<void> | void
  >,
) {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      await using stack = new AsyncDisposableStack();
      const all = await outageScene(stack);
      const { server, patient, doctor, path, id } = all;
      await using writer = await patient.socket();
      await using reader = await doctor.socket();
      const write = (body: string) =>
        writer.ask("chat:message", { conversation_id: id, body, client_id: `client ${body}` });
      assert((await write("before")).data);
      await begin(all);
      const since = Date.now();
      const [overSocket, overHttp] = await Promise.all([
        write("during"),
        doctor.ask("POST", `${path}/send-message`, { body: "over HTTP", message_type: "text" }),
      ]);
      assertEquals([overSocket.error?.code, overHttp.status], ["unavailable", 503]);
      assert(Date.now() - since < ANSWER_MS, "an answer comes soon, whatever it is");
      assertEquals(await statusOf(`${server.origin}/readyz`), 503);
      assertEquals(await statusOf(`${server.origin}/healthz`), 200);
      await end(all);
      await until(async () => (await write("during")).data !== undefined);
      await until(async () => await statusOf(`${server.origin}/readyz`) === 200);
      await reader.next("chat:message", (data) => data.message.body === "during");
      const { body } = await patient.ask("GET", `${path}/messages?after_seq=0`);
      const stored = body.messages.map((one: { body: string }) => one.body);
      assertEquals(stored.filter((one: string) => one === "during").length, 1);
      const told = reader.events.filter((one) => one.event === "chat:message");
      assertEquals(told.filter((one) => one.data.message.body === "during").length, 1);
    },
  });
}

outageTest(
  "a PostgreSQL that says nothing any more: unavailable and 503 soon, and all goes on when it is back [OUT-2]",
  {
    begin: ({ line }) => line.set({ blackHole: "both" }),
    end({ line }) {
      line.set({});
    },
  },
);

outageTest(
  "a PostgreSQL that is killed and started again: unavailable and 503 soon, and all goes on [OUT-2]",
  {
    begin: ({ postgres }) => postgres.kill(),
    end: ({ postgres }) => postgres.restart(),
  },
);
