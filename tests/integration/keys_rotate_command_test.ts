import { fernetText } from "../../db/fernet.ts";
import { ApiClient } from "../support/api_client.ts";
import { assertEquals, assertMatch } from "../support/assert.ts";
import { clinicProcess } from "../support/clinic_process.ts";
import { granted } from "../support/granted.ts";
import { runMain } from "../support/run_main.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");
const OLD = "0123456789abcdef0123456789ABCDEF";
const NEW = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

Deno.test({
  name: "keys:rotate beside a running clinic: nothing stops, and the old key can go [KEY-8]",
  ignore,
  async fn() {
    await using clinic = await clinicProcess({ ENCRYPTION_KEY: OLD });
    const { server, env } = clinic;
    const patient = await ApiClient.signIn(server.origin, "patient@demo.test");
    const { body: { conversations } } = await patient.ask("GET", "/api/conversations");
    const path = `/api/conversations/${conversations[0].conversation_id}`;
    await patient.ask("POST", `${path}/send-message`, { body: "under the old key" });
    await server.stop();
    const dataDir = env.DATA_DIR ?? "";
    const both = `${NEW},${OLD}`;
    await using running = await ServerProcess.start({ dataDir, env: { ...env, ENCRYPTION_KEY: both } });
    const rotated = await runMain({ ...env, ENCRYPTION_KEY: both }, ["keys:rotate"]);
    assertEquals(rotated.code, 0, rotated.stderr);
    assertMatch(rotated.stdout, /data_keys: 1 rewrapped, 0 already newest, 0 unreadable/);
    assertMatch(rotated.stdout, /signing_keys: 1 rewrapped/);
    const still = patient.at(running.origin);
    const sent = await still.ask("POST", `${path}/send-message`, { body: "while both are listed" });
    assertEquals(sent.status, 201);
    await using alone = await ServerProcess.start({ dataDir, env: { ...env, ENCRYPTION_KEY: NEW } });
    const later = patient.at(alone.origin);
    const { body } = await later.ask("GET", `${path}/messages`);
    assertEquals(body.messages.map((one: { body: string }) => one.body), [
      "under the old key",
      "while both are listed",
    ]);
  },
});

Deno.test({
  name:
    "keys:rotate names what no key opens and exits with 1; an embedded database is free only after the clinic [KEY-9]",
  ignore,
  async fn() {
    await using dataDir = await tempDataDir();
    const env = { DATA_DIR: dataDir.path, ENCRYPTION_KEY: OLD };
    const server = await ServerProcess.start({ dataDir: dataDir.path, env });
    const patient = await ApiClient.signIn(server.origin, "patient@demo.test");
    const { body: { conversations } } = await patient.ask("GET", "/api/conversations");
    const path = `/api/conversations/${conversations[0].conversation_id}`;
    await patient.ask("POST", `${path}/send-message`, { body: "hello" });
    const beside = await runMain(env, ["keys:rotate"]);
    assertEquals(beside.code, 1);
    assertMatch(beside.stderr, new RegExp(`process ${server.pid} runs with it. Stop that process`));
    await server.stop();
    const third = fernetText(crypto.getRandomValues(new Uint8Array(32)));
    const lost = await runMain({ ...env, ENCRYPTION_KEY: `${NEW},${third}` }, ["keys:rotate"]);
    assertEquals(lost.code, 1);
    assertMatch(lost.stdout, /data_keys: 0 rewrapped, 0 already newest, 1 unreadable/);
    assertMatch(lost.stderr, /no key of ENCRYPTION_KEY opens these.*signing_keys \S+; data_keys 1/);
    const found = await runMain({ ...env, ENCRYPTION_KEY: `${NEW},${OLD}` }, ["keys:rotate"]);
    assertEquals(found.code, 0, found.stderr);
    assertMatch(found.stdout, /Older keys can be removed/);
  },
});
