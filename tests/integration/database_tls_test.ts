import type { Embedded } from "../../db/embedded/start_embedded.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { granted } from "../support/granted.ts";

const hasPermissions = granted("net", "run", "read", "write", "env", "sys");
const hasOpenssl = hasPermissions && await canRun("openssl");
const PORT = 21_000 + (hasPermissions ? Deno.pid % 1_000 : 0);
const PASSWORD = "correct horse";
/** A certificate authority, and a certificate of it for the name localhost alone. */
const MAKE_CERTIFICATES = `
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout ca.key -out ca.pem -days 2 \
  -subj /CN=ca -addext basicConstraints=critical,CA:TRUE
openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout server.key -out server.csr -subj /CN=localhost
printf 'subjectAltName=DNS:localhost\\n' > names
openssl x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out server.pem -days 2 -extfile names`;

async function canRun(program: string): Promise<boolean> {
  return await new Deno.Command(program, { args: ["version"], stdout: "null" }).output()
    .then(({ success }) => success, () => false);
}

/** A server as operators have it: on TCP, with TLS, asking for a password. */
async function startServer(dir: string): Promise<Embedded> {
  const { startEmbedded } = await import("../../db/embedded/start_embedded.ts");
  const { openDatabase } = await import("../../db/database.ts");
  const { success } = await new Deno.Command("sh", {
    args: ["-ec", MAKE_CERTIFICATES],
    cwd: dir,
    stderr: "null",
  })
    .output();
  assert(success, "openssl failed");
  {
    await using server = await startEmbedded({ dataDir: dir, settings: { fsync: "off" } });
    await using db = openDatabase(server);
    await db.write((sql) => sql.unsafe(`alter user carewire password '${PASSWORD}'`));
  }
  const data = `${dir}/postgres/data`;
  const { uid, gid } = await Deno.stat(data);
  await Deno.chown(`${dir}/server.key`, uid, gid);
  await Deno.chmod(`${dir}/server.key`, 0o600);
  await Deno.writeTextFile(`${data}/pg_hba.conf`, "host all all 127.0.0.1/32 scram-sha-256\n");
  return await startEmbedded({
    dataDir: dir,
    settings: {
      fsync: "off",
      listen_addresses: "127.0.0.1",
      port: String(PORT),
      ssl: "on",
      ssl_cert_file: `${dir}/server.pem`,
      ssl_key_file: `${dir}/server.key`,
    },
  });
}

async function answer(host: string, query: string, password = PASSWORD): Promise<string> {
  const { openDatabase } = await import("../../db/database.ts");
  const url = `postgres://carewire:${encodeURIComponent(password)}@${host}:${PORT}/postgres${query}`;
  await using db = openDatabase({ url }, { readMs: 800 });
  const text = db.read((sql) => sql`select ssl::text as text from pg_stat_ssl where pid = pg_backend_pid()`);
  return await text.then(([row]) => `ssl ${row?.text}`, (error: Error) => error.message);
}

Deno.test({
  name: "openDatabase() with sslmode proves the server's certificate and its name [DB-6]",
  ignore: !hasOpenssl,
  async fn() {
    const dir = await Deno.makeTempDir({ prefix: "carewire-test-" });
    await Deno.chmod(dir, 0o711);
    try {
      await using _server = await startServer(dir);
      const root = `&sslrootcert=${dir}/ca.pem`;
      assertEquals(await answer("localhost", ""), "ssl false");
      assertEquals(await answer("localhost", `?sslmode=require${root}`), "ssl true");
      assertEquals(await answer("localhost", `?sslmode=verify-full${root}`), "ssl true");
      assertMatch(await answer("localhost", "?sslmode=require"), /unable to verify/);
      assertMatch(await answer("127.0.0.1", `?sslmode=require${root}`), /does not match certificate/);
      assertMatch(await answer("localhost", "", "wrong"), /password authentication failed/);
    } finally {
      await Deno.remove(dir, { recursive: true });
    }
  },
});
