import { deepEqual, equal, ok } from "node:assert/strict";
import * as fc from "fast-check";
import { type Config, readConfig } from "../../realtime/config.ts";
import { configMarkdown, problemTable } from "../../realtime/config_tables.ts";
import { VARIABLES } from "../../realtime/config_variables.ts";

const KEY = "0123456789abcdef0123456789ABCDEF";
const PUBLIC = {
  HOST: "0.0.0.0",
  PUBLIC_URL: "https://visit.example.org",
  DATABASE_URL: "postgresql://carewire:hidden@db:5432/telemedicine",
  ENCRYPTION_KEY: KEY,
};

function configOf(env: Record<string, string>): Config {
  const result = readConfig(env);
  if (!result.ok) throw new Error(problemTable(result.problems));
  return result.config;
}

/** The names with problems, in order. */
function wrongIn(env: Record<string, string>): string[] {
  const result = readConfig(env);
  return result.ok ? [] : result.problems.map((one) => one.name);
}

Deno.test("readConfig() gives a demo clinic on loopback when nothing is set [CONFIG-1]", () => {
  const config = configOf({});
  equal(config.host, "127.0.0.1");
  equal(config.port, 8000);
  equal(config.publicUrl, "http://127.0.0.1:8000");
  equal(config.dataDir, ".carewire");
  equal(config.demo, true);
  equal(config.logLevel, "info");
  equal(config.callTimeoutMs, 60_000);
  equal(config.maxCallDurationMs, 3_600_000);
  equal(config.turn, undefined);
  deepEqual(config.iceServers, []);
  deepEqual(config.reserved, []);
  deepEqual(config.allowedOrigins, ["http://127.0.0.1:8000", "http://localhost:8000", "http://[::1]:8000"]);
});

Deno.test("readConfig() lists every missing variable at once away from loopback [CONFIG-2]", () => {
  deepEqual(wrongIn({ HOST: "0.0.0.0" }), ["ENCRYPTION_KEY", "PUBLIC_URL", "DATABASE_URL"]);
  deepEqual(wrongIn({ HOST: "::" }), ["ENCRYPTION_KEY", "PUBLIC_URL", "DATABASE_URL"]);
  deepEqual(wrongIn({ ...PUBLIC, PUBLIC_URL: "", PORT: "x", DEMO: "1" }), ["PORT", "PUBLIC_URL", "DEMO"]);
  equal(configOf(PUBLIC).demo, false);
  deepEqual(configOf(PUBLIC).allowedOrigins, ["https://visit.example.org"]);
});

Deno.test("readConfig() never makes a demo of what others can reach [CONFIG-3]", () => {
  const behindProxy = { PUBLIC_URL: "https://visit.example.org" };
  equal(configOf(behindProxy).demo, false);
  deepEqual(wrongIn({ ...behindProxy, DEMO: "1" }), ["DEMO"]);
  deepEqual(wrongIn({ ...PUBLIC, DEMO: "true" }), ["DEMO"]);
  equal(configOf({ DEMO: "0" }).demo, false);
  equal(configOf({ DATABASE_URL: "postgres://localhost/x" }).demo, false);
  equal(configOf({ DATABASE_URL: "postgres://localhost/x", DEMO: "1" }).demo, true);
});

Deno.test("readConfig() refuses what goes together when only a part is set [CONFIG-4]", () => {
  deepEqual(wrongIn({ UPSTASH_REDIS_REST_URL: "https://x.upstash.io" }), ["UPSTASH_REDIS_REST_TOKEN"]);
  deepEqual(wrongIn({ S3_KEY: "k" }), ["S3_BUCKET", "S3_SECRET"]);
  deepEqual(wrongIn({ S3_REGION: "eu" }), ["S3_BUCKET", "S3_KEY", "S3_SECRET"]);
  deepEqual(wrongIn({ OIDC_AUDIENCE: "carewire" }), ["OIDC_ISSUER"]);
  deepEqual(wrongIn({ TURN_URL: "turn:t:3478" }), ["TURN_SECRET"]);
  deepEqual(wrongIn({ TURN_URL: "turn:t:3478", TURN_USER: "u" }), ["TURN_PASS"]);
  deepEqual(wrongIn({ TURN_SECRET: "s" }), ["TURN_URL"]);
});

Deno.test("readConfig() reads TURN, ICE servers, origins and times [CONFIG-5]", () => {
  const config = configOf({
    TURN_URL: "turn:t.example.org:3478,turns:t.example.org:5349?transport=tcp",
    TURN_SECRET: "s",
    TURN_USER: "u",
    TURN_PASS: "p",
    ICE_SERVERS:
      '[{"urls":["stun:s.example.org"]},{"urls":"turn:[2001:db8::1]:3478","username":"a","credential":"b"}]',
    ALLOWED_ORIGINS: "https://a.example.org/, HTTPS://B.example.org:8443",
    CALL_TIMEOUT: "30",
    MAX_CALL_DURATION: "10",
  });
  deepEqual(config.turn, {
    urls: ["turn:t.example.org:3478", "turns:t.example.org:5349?transport=tcp"],
    secret: "s",
  });
  equal(config.iceServers.length, 2);
  ok(config.allowedOrigins.includes("https://a.example.org"));
  ok(config.allowedOrigins.includes("https://b.example.org:8443"));
  equal(config.callTimeoutMs, 30_000);
  equal(config.maxCallDurationMs, 10_000);
});

Deno.test("readConfig() reads where files go, and how much of them [CONFIG-12]", () => {
  const mebibyte = 1024 * 1024;
  deepEqual(configOf({}).uploads, {
    place: { folder: ".carewire/blobs" },
    fileBytesMax: 100 * mebibyte,
    quotaBytes: 2_048 * mebibyte,
    clamdSocket: undefined,
  });
  const own = configOf({
    DATA_DIR: "/data",
    UPLOAD_FOLDER: "/files",
    UPLOAD_MAX_MB: "5",
    UPLOAD_QUOTA_MB: "7",
  });
  deepEqual([own.uploads.place, own.uploads.fileBytesMax, own.uploads.quotaBytes], [
    { folder: "/files" },
    5 * mebibyte,
    7 * mebibyte,
  ]);
  deepEqual(configOf({ DATA_DIR: "/data" }).uploads.place, { folder: "/data/blobs" });
  const bucket = { S3_BUCKET: "b", S3_KEY: "k", S3_SECRET: "s" };
  deepEqual(configOf({ ...bucket, UPLOAD_FOLDER: "/files" }).uploads.place, {
    bucket: "b",
    accessKey: "k",
    secretKey: "s",
    endpoint: undefined,
    region: "us-east-1",
  });
  const elsewhere = {
    ...bucket,
    S3_ENDPOINT: "https://s3.example.org",
    S3_REGION: "eu",
    CLAMD_SOCKET: "/run/c.ctl",
  };
  const { place, clamdSocket } = configOf(elsewhere).uploads;
  deepEqual([place, clamdSocket], [{
    bucket: "b",
    accessKey: "k",
    secretKey: "s",
    endpoint: "https://s3.example.org",
    region: "eu",
  }, "/run/c.ctl"]);
});

const WRONG: [name: string, ...texts: string[]][] = [
  ["HOST", "a b", "1.2.3.999", "http://x", "::1%lo"],
  ["PORT", "0", "65536", "80x", "-1", "8e3"],
  [
    "PUBLIC_URL",
    "http://visit.example.org",
    "https://x.org/path",
    "https://u:p@x.org",
    "x.org",
    "https://x.org?q",
  ],
  ["ALLOWED_ORIGINS", "*", "https://*.x.org", "https://x.org,http://y.org", ",", "null"],
  ["TRUSTED_PROXIES", "10.0.0.0/33", "proxy"],
  ["DATA_DIR", "a\nb"],
  ["DEMO", "maybe", "2"],
  ["LOG_LEVEL", "verbose"],
  ["DATABASE_URL", "mysql://x/y", "postgresql:x", "x"],
  ["ENCRYPTION_KEY", "short", `${KEY}x`, `${KEY},`, "cw_0x689RpI-jtRR7oE8h/eQsKImvJapLeSbXpwF4e4="],
  ["TURN_URL", "stun:x", "https://x", "turn:", "turn:x?transport=sctp"],
  [
    "ICE_SERVERS",
    "stun:x",
    "{}",
    '[{"urls":"http://x"}]',
    '[{"urls":"turn:x"}]',
    '[{"url":"stun:x"}]',
    "[".repeat(99),
  ],
  ["CALL_TIMEOUT", "0", "601", "1.5"],
  ["MAX_CALL_DURATION", "0", "86401"],
  ["UPLOAD_MAX_MB", "0", "10241", "1.5", "100 MB"],
  ["UPLOAD_QUOTA_MB", "0", "-1"],
  ["S3_ENDPOINT", "http://s3.example.org", "s3.example.org"],
  ["REDIS_URL", "https://x"],
  ["ENABLE_CALL_RECORDING", "perhaps"],
  ["OIDC_ISSUER", "http://login.example.org"],
];

for (const [name, ...texts] of WRONG) {
  Deno.test(`readConfig() refuses a wrong ${name} and does not repeat it [CONFIG-6]`, () => {
    for (const text of texts) {
      const result = readConfig({
        [name]: text,
        OIDC_AUDIENCE: "a",
        OIDC_ISSUER: "https://x",
        ...{ [name]: text },
      });
      ok(!result.ok, `${name}=${text} should be refused`);
      const problem = result.problems.find((one) => one.name === name);
      ok(problem, `${name}=${text} should be named`);
      ok(text.length < 6 || !problem.problem.includes(text));
    }
  });
}

Deno.test("readConfig() never shows a secret in a problem [CONFIG-6]", () => {
  const secret = "hunter2-hunter2";
  const result = readConfig({
    ENCRYPTION_KEY: secret,
    DATABASE_URL: secret,
    TURN_SECRET: `${secret}\nx`,
    TURN_PASS: secret,
    S3_SECRET: secret,
    UPSTASH_REDIS_REST_TOKEN: secret,
    ICE_SERVERS: `[{"urls":"turn:x","credential":"${secret}"}]`,
  });
  ok(!result.ok);
  ok(!problemTable(result.problems).includes("hunter2"));
});

Deno.test("readConfig() takes an issuer to the letter, with its audience [CONFIG-11]", () => {
  const OIDC_ISSUER = "https://login.example.org/realms/clinic/";
  deepEqual(configOf({ OIDC_ISSUER, OIDC_AUDIENCE: "carewire" }).oidc, {
    issuer: OIDC_ISSUER,
    audience: "carewire",
  });
  equal(configOf({}).oidc, undefined);
  equal(configOf({ OIDC_ISSUER: "http://127.0.0.1:8080", OIDC_AUDIENCE: "c" }).reserved.length, 0);
  for (const wrong of ["https://x?y", "https://x#y", "https://a:b@x", `https://x/${"y".repeat(500)}`]) {
    deepEqual(wrongIn({ OIDC_ISSUER: wrong, OIDC_AUDIENCE: "c" }), ["OIDC_ISSUER"]);
  }
});

Deno.test("readConfig() names what is set but has no effect yet [CONFIG-7]", () => {
  const config = configOf({ REDIS_URL: "redis://localhost", ENABLE_CALL_RECORDING: "true", S3_BUCKET: " " });
  deepEqual(config.reserved, ["ENABLE_CALL_RECORDING"]);
  deepEqual(configOf({ ENABLE_CALL_RECORDING: "false" }).reserved, []);
  for (const [name, variable] of Object.entries(VARIABLES)) {
    equal(
      variable.description.includes("Reserved: not used by this version yet."),
      variable.isReserved,
      name,
    );
  }
});

Deno.test("readConfig() accepts the example of every variable [CONFIG-8]", () => {
  const env = Object.fromEntries(Object.entries(VARIABLES).map(([name, { example }]) => [name, example]));
  configOf({ ...env, ENCRYPTION_KEY: KEY });
});

Deno.test("readConfig() never throws [CONFIG-9]", () => {
  const name = fc.constantFrom(...Object.keys(VARIABLES), "__proto__", "constructor");
  const likely = fc.constantFrom(
    "",
    "1",
    "::1",
    "localhost",
    "https://x.org",
    "[]",
    '[{"urls":"stun:x"}]',
    "turn:x",
    "127.0.0.1",
  );
  const text = fc.oneof(fc.string({ unit: "binary" }), fc.webUrl(), likely, fc.json(), fc.ipV6());
  fc.assert(
    fc.property(fc.dictionary(name, text, { noNullPrototype: false }), (env) => {
      const result = readConfig(env);
      if (!result.ok) ok(result.problems.length > 0 && problemTable(result.problems).length > 0);
    }),
    { numRuns: 300 },
  );
});

Deno.test("problemTable() aligns name, problem and example [CONFIG-6]", () => {
  equal(
    problemTable([
      { name: "PORT", problem: "must be a number", example: "8000" },
      { name: "PUBLIC_URL", problem: "is missing", example: "https://x" },
    ]),
    [
      "variable    problem           example",
      "PORT        must be a number  8000",
      "PUBLIC_URL  is missing        https://x",
    ].join("\n"),
  );
});

Deno.test("configMarkdown() has one row for each variable [CONFIG-10]", () => {
  const rows = configMarkdown().split("\n").filter((line) => line.startsWith("| `"));
  equal(rows.length, Object.keys(VARIABLES).length);
  for (const row of rows) equal(row.match(/(?<!\\)\|/g)?.length, 5, row);
});
