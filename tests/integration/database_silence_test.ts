import { assertEquals } from "../support/assert.ts";
import { FaultProxy } from "../support/fault_proxy.ts";
import { granted } from "../support/granted.ts";

/** Longer than every deadline of the database, the server's own included; and what a busy machine adds. */
const FREE_WITHIN_MS = 15_000;

Deno.test({
  name: "an instance that vanishes inside a transaction holds its locks for seconds, not for ever [DB-7]",
  ignore: !granted("net", "run", "read", "write", "env", "sys"),
  async fn() {
    const { openDatabase, DatabaseUnavailable } = await import("../../db/database.ts");
    const { PostgresServer } = await import("../chaos/postgres_server.ts");
    const { tempDataDir } = await import("../support/server_process.ts");
    await using dataDir = await tempDataDir();
    await using server = await PostgresServer.start(dataDir.path);
    await using proxy = new FaultProxy({ target: server.port });
    await using other = openDatabase({ url: server.url() }, { transactionMs: FREE_WITHIN_MS });
    await other.write((sql) => sql`create table places (id integer primary key, taken integer)`);
    await other.write((sql) => sql`insert into places values (1, 0)`);
    {
      await using vanishing = openDatabase({ url: server.url(proxy.port) });
      const outcome = await vanishing.transaction(async (sql) => {
        await sql`update places set taken = 1 where id = 1`;
        proxy.set({ blackHole: "both" });
        await sql`update places set taken = 2 where id = 1`;
      }).catch((error) => error instanceof DatabaseUnavailable ? "unavailable" : error);
      assertEquals(outcome, "unavailable");
    }
    const rows = await other.transaction((sql) =>
      sql<{ taken: number }[]>`update places set taken = taken + 10 where id = 1 returning taken`
    );
    assertEquals(rows[0]?.taken, 10);
  },
});
