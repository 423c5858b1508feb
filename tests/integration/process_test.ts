import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { ApiClient } from "../support/api_client.ts";
import { granted } from "../support/granted.ts";
import { runMain } from "../support/run_main.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");

/** Process ids of everything whose command line names this directory. */
async function processesOf(dataDir: string): Promise<number[]> {
  const found: number[] = [];
  for await (const { name } of Deno.readDir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = await Deno.readTextFile(`/proc/${name}/cmdline`).catch(() => "");
    if (line.includes(dataDir)) found.push(Number(name));
  }
  return found;
}

async function withinSeconds(seconds: number, isTrue: () => Promise<boolean>): Promise<boolean> {
  for (const until = Date.now() + seconds * 1000; Date.now() < until;) {
    if (await isTrue()) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

Deno.test({
  name: "a second start keeps all data; SIGTERM and SIGINT stop everything with exit 0 [START-1]",
  ignore,
  async fn() {
    await using dataDir = await tempDataDir();
    const first = await ServerProcess.start({ dataDir: dataDir.path });
    const patient = await ApiClient.signIn(first.origin, "patient@demo.test");
    const { body } = await patient.ask("GET", "/api/conversations");
    const path = `/api/conversations/${body.conversations[0].conversation_id}`;
    await patient.ask("POST", `${path}/send-message`, { body: "kept", message_type: "text" });
    assertEquals(await first.stop("SIGTERM"), 0);
    assertEquals(await processesOf(dataDir.path), []);
    const second = await ServerProcess.start({ dataDir: dataDir.path });
    const again = await ApiClient.signIn(second.origin, "patient@demo.test");
    assertEquals((await again.ask("GET", `${path}/messages`)).body.messages[0].body, "kept");
    assertEquals((await again.ask("GET", "/api/appointments")).body.total, 1);
    assertEquals(await second.stop("SIGINT"), 0);
    assertEquals(await processesOf(dataDir.path), []);
  },
});

Deno.test({
  name: "after kill -9 no postgres is left and the next start works [START-2]",
  ignore,
  async fn() {
    await using dataDir = await tempDataDir();
    const first = await ServerProcess.start({ dataDir: dataDir.path });
    assert((await processesOf(dataDir.path)).length > 0);
    first.kill("SIGKILL");
    await first.ended;
    assert(await withinSeconds(10, async () => (await processesOf(dataDir.path)).length === 0));
    await using second = await ServerProcess.start({ dataDir: dataDir.path });
    await ApiClient.signIn(second.origin, "doctor@demo.test");
  },
});

Deno.test({
  name: "a second start on the same DATA_DIR is refused and says why [START-3]",
  ignore,
  async fn() {
    await using dataDir = await tempDataDir();
    await using first = await ServerProcess.start({ dataDir: dataDir.path });
    const { code, stderr } = await runMain({ DATA_DIR: dataDir.path, PORT: String(first.port + 1) });
    assertEquals(code, 1);
    assertMatch(stderr, new RegExp(`process ${first.pid} runs with it`));
  },
});

Deno.test({
  name: "a port that is taken is refused with a sentence [START-4]",
  ignore,
  async fn() {
    await using dataDir = await tempDataDir();
    await using other = await tempDataDir();
    await using first = await ServerProcess.start({ dataDir: dataDir.path });
    const { code, stderr } = await runMain({ DATA_DIR: other.path, PORT: String(first.port) });
    assertEquals(code, 1);
    assertMatch(stderr, /could not go on: .*PORT/);
  },
});

Deno.test({
  name: "a wrong configuration lists every problem at once and exits with 78 [START-5]",
  ignore,
  async fn() {
    const { code, stderr } = await runMain({ HOST: "0.0.0.0", PORT: "x", CALL_TIMEOUT: "-1" });
    assertEquals(code, 78);
    for (const name of ["PORT", "CALL_TIMEOUT", "ENCRYPTION_KEY", "PUBLIC_URL", "DATABASE_URL"]) {
      assertMatch(stderr, new RegExp(`\\b${name}\\b`));
    }
  },
});

Deno.test({
  name: "add-user makes an account that can sign in, once [START-6]",
  ignore,
  async fn() {
    await using dataDir = await tempDataDir();
    const env = { DATA_DIR: dataDir.path };
    const added = await runMain(env, ["add-user", "Ada@Clinic.test", "Ada Admin", "admin"]);
    const password = added.stdout.match(/Password: (\S+)/)?.[1];
    assert(added.code === 0 && password);
    assertMatch(
      (await runMain(env, ["add-user", "ada@clinic.test", "Ada", "doctor"])).stderr,
      /there already/,
    );
    assertMatch(
      (await runMain(env, ["add-user", "bob@clinic.test", "Bob", "nurse"])).stderr,
      /needs an e-mail/,
    );
    await using server = await ServerProcess.start({ dataDir: dataDir.path, env: { DEMO: "0" } });
    const ada = await ApiClient.signIn(server.origin, "ada@clinic.test", password);
    assertEquals(ada.user.role, "admin");
  },
});
