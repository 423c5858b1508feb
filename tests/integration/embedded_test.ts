import type { Database } from "../../db/database.ts";
import type { Embedded } from "../../db/embedded/start_embedded.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { granted } from "../support/granted.ts";

const ignore = !granted("net", "run", "read", "write", "env", "sys");
const isRoot = !ignore && Deno.uid() === 0;
const REPOSITORY = new URL("../../", import.meta.url).pathname;
const NOBODY = 65534;
/** CAP_DAC_OVERRIDE alone (capabilities(7)). */
const CAPABILITY_TO_ENTER = "0000000000000002";
const STOPPED_MS_MAX = 5_000;
/** Files of a throw-away server; nothing here looks at what fsync does. */
const settings = { fsync: "off" };

async function start(dataDir: string): Promise<Embedded> {
  const { startEmbedded } = await import("../../db/embedded/start_embedded.ts");
  return await startEmbedded({ dataDir, settings });
}

async function using<T>(server: Embedded, work: (db: Database) => Promise<T>): Promise<T> {
  const { openDatabase } = await import("../../db/database.ts");
  await using _server = server;
  await using db = openDatabase(server);
  return await work(db);
}

/** A directory for one test; `mode` is what other users may do with it. */
async function temporaryDir(mode = 0o711): Promise<AsyncDisposable & { path: string }> {
  const path = await Deno.makeTempDir({ prefix: "carewire-test-" });
  await Deno.chmod(path, mode);
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

async function failure(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(() => undefined, (reason) => reason);
  assert(error instanceof Error, "it did not fail");
  return error;
}

interface Child extends AsyncDisposable {
  process: Deno.ChildProcess;
  /** The next line that it prints. */
  line(): Promise<Record<string, unknown>>;
}

function spawnChild(args: string[], options: Deno.CommandOptions = {}, program = Deno.execPath()): Child {
  const process = new Deno.Command(program, { ...options, args, stdout: "piped", stdin: "null" }).spawn();
  const reader = process.stdout.pipeThrough(new TextDecoderStream()).getReader();
  return {
    process,
    async line() {
      const { value } = await reader.read();
      assert(value !== undefined, "the child ended without a line");
      return JSON.parse(value);
    },
    async [Symbol.asyncDispose]() {
      kill(process.pid);
      await process.status;
      await reader.cancel();
    },
  };
}

function childOn(dataDir: string, ...more: string[]): Child {
  const script = `${REPOSITORY}tests/support/embedded_child.ts`;
  return spawnChild(["run", "-A", "--no-lock", script, dataDir, ...more], { cwd: REPOSITORY });
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function untilGone(pid: number): Promise<void> {
  const { stdout } = await new Deno.Command("sh", {
    args: [
      "-c",
      'while kill -0 "$0" 2>/dev/null; do case "$(ps -o stat= -p "$0")" in Z*) break;; esac; sleep 0.02; done',
      `${pid}`,
    ],
    signal: AbortSignal.timeout(STOPPED_MS_MAX),
  }).output();
  assertEquals(stdout.length, 0);
}

Deno.test({
  name: "startEmbedded() makes a database once and finds it again, on a private socket and no port [EMB-1]",
  ignore,
  async fn() {
    await using dir = await temporaryDir();
    const cold = await start(dir.path);
    await using(cold, async (db) => {
      const [row] = await db.read((sql) => sql`select current_setting('listen_addresses') as port`);
      assertEquals(row?.port, "");
      assertEquals((Deno.statSync(cold.socketDir).mode ?? 0) & 0o777, 0o700);
      await db.write((sql) => sql`create table kept as select 'still here' as text`);
    });
    await Deno.mkdir(`${dir.path}/postgres/data.new-unfinished`);
    await Deno.mkdir(`${dir.path}/postgres/fetch.new-unfinished`);
    await using(await start(dir.path), async (db) => {
      assertEquals((await db.read((sql) => sql`select text from kept`))[0]?.text, "still here");
    });
    const left = Array.from(Deno.readDirSync(`${dir.path}/postgres`), (entry) => entry.name);
    assertEquals(left.filter((name) => name.includes("unfinished")), []);
  },
});

Deno.test({
  name: "startEmbedded() leaves no server behind a killed process, and starts after any kill [EMB-2]",
  ignore,
  async fn() {
    await using dir = await temporaryDir();
    {
      await using child = childOn(dir.path);
      const { pid } = await child.line();
      kill(child.process.pid);
      await untilGone(Number(pid));
    }
    {
      await using child = childOn(dir.path);
      const { pid } = await child.line();
      kill(Number(pid));
      kill(child.process.pid);
    }
    await using(await start(dir.path), async (db) => assert(await db.ready(), "after killing both"));
    // A lock file of a killed server whose process id now is a stranger's: ours.
    await Deno.writeTextFile(
      `${dir.path}/postgres/data/postmaster.pid`,
      `${Deno.pid}\n${dir.path}\n1\n5432\n\n\n`,
    );
    await using(
      await start(dir.path),
      async (db) => assert(await db.ready(), "with a stranger's process id"),
    );
  },
});

Deno.test({
  name: "startEmbedded() lets the program finish its work after Ctrl-C before the server stops [EMB-3]",
  ignore,
  async fn() {
    await using dir = await temporaryDir();
    const script = `${REPOSITORY}tests/support/embedded_child.ts`;
    // A process group of its own, so that the interrupt reaches everyone in it and not this test.
    await using child = spawnChild(["run", "-A", "--no-lock", script, dir.path, "interrupt"], {
      cwd: REPOSITORY,
      detached: true,
    });
    const { pid } = await child.line();
    await new Deno.Command("kill", { args: ["-s", "INT", "--", `-${child.process.pid}`] }).output();
    assertEquals(await child.line(), { text: "stored" });
    await untilGone(Number(pid));
    assertEquals((await child.process.status).code, 0);
  },
});

Deno.test({
  name: "startEmbedded() as root runs the server as another user, below a private directory too [EMB-4]",
  ignore: !isRoot,
  async fn() {
    await using dir = await temporaryDir(0o700);
    const server = await start(`${dir.path}/clinic`);
    const status = await Deno.readTextFile(`/proc/${server.pid}/status`);
    assert(!/^Uid:\s+0\s/m.test(status), "the server runs as root");
    assertMatch(status, new RegExp(`^CapPrm:\\s+${CAPABILITY_TO_ENTER}$`, "m"));
    await using(server, async (db) => assert(await db.ready()));
  },
});

Deno.test({
  name: "startEmbedded() as an ordinary user runs the server as that user [EMB-4]",
  ignore: !isRoot,
  async fn() {
    await using dir = await temporaryDir(0o755);
    await copyProgram(dir.path);
    const owner = { uid: NOBODY, gid: NOBODY };
    const script = `${dir.path}/tests/support/embedded_child.ts`;
    const args = ["run", "-A", "--no-config", "--no-lock", script, `${dir.path}/home/data`];
    const env = { HOME: `${dir.path}/home`, DENO_DIR: `${dir.path}/home/deno` };
    await using child = spawnChild(args, { ...owner, env, cwd: `${dir.path}/home` }, `${dir.path}/deno`);
    const { pid, uid } = await child.line();
    assertEquals(uid, NOBODY);
    const status = await Deno.readTextFile(`/proc/${pid}/status`);
    assertMatch(status, new RegExp(`^Uid:\\s+${NOBODY}\\s`, "m"));
    assertEquals(Deno.statSync(`${dir.path}/home/data`).mode! & 0o777, 0o700);
    kill(child.process.pid);
    await untilGone(Number(pid));
  },
});

/** What an ordinary user needs to run the child: readable files, and PostgreSQL as if installed before. */
async function copyProgram(to: string): Promise<void> {
  const { installNativeFiles } = await import("../../db/embedded/native_files.ts");
  await Deno.mkdir(`${to}/home/data/postgres`, { recursive: true });
  await installNativeFiles(`${to}/home/data/postgres`);
  await Deno.copyFile(Deno.execPath(), `${to}/deno`);
  await Deno.chmod(`${to}/deno`, 0o755);
  await Deno.mkdir(`${to}/tests/support`, { recursive: true });
  await Deno.mkdir(`${to}/db/embedded`, { recursive: true });
  const own = Array.from(
    Deno.readDirSync(`${REPOSITORY}db/embedded`),
    (entry) => `db/embedded/${entry.name}`,
  );
  for (const name of ["tests/support/embedded_child.ts", "db/data_dir_lock.ts", ...own]) {
    await Deno.copyFile(`${REPOSITORY}${name}`, `${to}/${name}`);
  }
  const { success } = await new Deno.Command("sh", {
    args: ["-c", 'chmod -R a+rX "$0" && chown -R 65534:65534 "$0/home" && chmod 700 "$0/home/data"', to],
  }).output();
  assert(success);
}

Deno.test({
  name: "startEmbedded() finds a short place for its socket when the data directory is deep [EMB-5]",
  ignore,
  async fn() {
    await using dir = await temporaryDir();
    const server = await start(`${dir.path}/${"deep".repeat(20)}/${"deeper".repeat(10)}`);
    assert(server.socketDir.length < 60, server.socketDir);
    await using(server, async (db) => assert(await db.ready()));
    assertEquals(await Deno.stat(server.socketDir).then(() => true, () => false), false);
  },
});

Deno.test({
  name: "startEmbedded() says what to do when PostgreSQL is not cached and there is no network [EMB-6]",
  ignore,
  async fn() {
    await using dir = await temporaryDir();
    const script = `${REPOSITORY}tests/support/embedded_child.ts`;
    const { code, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--no-lock", "--no-config", script, `${dir.path}/data`],
      env: { DENO_DIR: `${dir.path}/cache`, NPM_CONFIG_REGISTRY: "http://127.0.0.1:9/" },
    }).output();
    assertEquals(code, 1);
    assertMatch(
      new TextDecoder().decode(stderr),
      /Cannot get the embedded PostgreSQL[\s\S]*set DATABASE_URL/,
    );
    assertEquals(Array.from(Deno.readDirSync(`${dir.path}/data/postgres`)), []);
  },
});

Deno.test({
  name: "startEmbedded() refuses a database that another major version made [EMB-6]",
  ignore,
  async fn() {
    await using dir = await temporaryDir();
    await Deno.mkdir(`${dir.path}/postgres/data`, { recursive: true });
    await Deno.writeTextFile(`${dir.path}/postgres/data/PG_VERSION`, "17\n");
    assertMatch((await failure(start(dir.path))).message, /PostgreSQL 17 made it/);
  },
});

Deno.test({
  name: "lockDataDir() refuses a second start and names the first, until that one ends however [EMB-7]",
  ignore,
  async fn() {
    const { lockDataDir } = await import("../../db/data_dir_lock.ts");
    await using dir = await temporaryDir();
    const dataDir = `${dir.path}/new/data`;
    {
      using _lock = await lockDataDir(dataDir);
      const error = await failure(lockDataDir(dataDir));
      assertMatch(error.message, new RegExp(`process ${Deno.pid} runs with it`));
    }
    const url = new URL("../../db/data_dir_lock.ts", import.meta.url).href;
    const code = `const m = await import("${url}"); globalThis.lock = await m.lockDataDir("${dataDir}");
      console.log("1"); setInterval(() => {}, 1000);`;
    {
      await using child = spawnChild(["eval", "--no-lock", code]);
      await child.line();
      assertMatch((await failure(lockDataDir(dataDir))).message, new RegExp(`process ${child.process.pid} `));
    }
    using _again = await lockDataDir(dataDir);
    assertEquals(Deno.statSync(dataDir).mode! & 0o777, isRoot ? 0o711 : 0o700);
  },
});
