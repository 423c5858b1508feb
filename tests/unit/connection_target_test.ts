import { targetOfSocket, targetOfUrl } from "../../db/connection_target.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";

function refusal(url: string): string {
  try {
    targetOfUrl(url);
  } catch (error) {
    assert(error instanceof TypeError);
    return error.message;
  }
  throw new Error(`${url} was not refused`);
}

Deno.test("targetOfUrl() reads every part, decoded, and defaults the port and the database [DB-6]", () => {
  const full = targetOfUrl(
    "postgresql://ann%40x:p%2Fw%3A@db.example:6000/tele?sslmode=disable&options=-c%20a%3Db",
  );
  assertEquals(full, {
    address: { kind: "tcp", host: "db.example", port: 6000 },
    user: "ann@x",
    password: "p/w:",
    database: "tele",
    parameters: { application_name: "carewire", options: "-c a=b" },
  });
  const short = targetOfUrl("postgres://ann@[::1]");
  assertEquals([short.address, short.database], [{ kind: "tcp", host: "::1", port: 5432 }, "ann"]);
});

Deno.test("targetOfUrl() means verified TLS by require, verify-ca and verify-full alike [DB-6]", () => {
  for (const sslmode of ["require", "verify-ca", "verify-full"]) {
    const { address } = targetOfUrl(`postgres://a:b@host/d?sslmode=${sslmode}&channel_binding=require`);
    assertEquals(address, { kind: "tcp", host: "host", port: 5432, tls: {} });
  }
});

Deno.test("targetOfUrl() reads a unix socket's directory from the host parameter [DB-6]", () => {
  const { address } = targetOfUrl("postgres://ann@/tele?host=/run/postgresql");
  assertEquals(address, { kind: "unix", path: "/run/postgresql/.s.PGSQL.5432" });
  assertEquals(targetOfSocket("/run/pg", "ann", "tele").address, {
    kind: "unix",
    path: "/run/pg/.s.PGSQL.5432",
  });
});

Deno.test("targetOfUrl() refuses what it cannot promise, without showing the URL [DB-6]", () => {
  assertMatch(refusal("postgres://a:secret@host/d?sslmode=prefer"), /sslmode must be/);
  for (const url of ["mysql://a:secret@host/d", "not a url secret", "postgres://host"]) {
    assertMatch(refusal(url), /must look like postgres:/);
    assert(!refusal(url).includes("secret"));
  }
});
