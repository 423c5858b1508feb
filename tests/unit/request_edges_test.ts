import { deepEqual, equal } from "node:assert/strict";
import { Hono } from "hono";
import * as v from "valibot";
import { parseIpRange } from "../../realtime/core/ip_address.ts";
import { makeLog } from "../../realtime/log.ts";
import { Unavailable } from "../../realtime/ports/unavailable.ts";
import { credentialOf } from "../../routes/authentication.ts";
import { clientAddress } from "../../routes/client_address.ts";
import { faultProblem, noteFault } from "../../routes/error_problem.ts";
import { readJson } from "../../routes/json_body.ts";
import { localPath } from "../../routes/local_path.ts";
import { originAllowed } from "../../routes/origin_check.ts";
import { problem, refusalProblem, statusOf } from "../../routes/problem.ts";

Deno.test("originAllowed() takes exact origins, and none only without the cookie [AUTH-11]", () => {
  const allowedOrigins = ["https://visit.test"];
  const allows = (origin: string | null, usesCookie: boolean) =>
    originAllowed(origin, { allowedOrigins, usesCookie });
  deepEqual([allows("https://visit.test", true), allows("https://visit.test", false)], [true, true]);
  deepEqual([allows(null, true), allows(null, false)], [false, true]);
  for (
    const origin of [
      "null",
      "",
      "https://visit.test.evil",
      "http://visit.test",
      "https://visit.test:444",
      "HTTPS://VISIT.TEST",
    ]
  ) {
    deepEqual([allows(origin, true), allows(origin, false)], [false, false], origin);
  }
});

Deno.test("credentialOf() lets an Authorization header win over a cookie [AUTH-10]", () => {
  const of = (headers: Record<string, string>) =>
    credentialOf(new Request("https://visit.test/", { headers }), true);
  const Cookie = "a=b; __Host-carewire=x.y; carewire=z";
  deepEqual(of({ Cookie }), { type: "cookie", value: "x.y" });
  deepEqual(of({ Cookie, Authorization: "bearer a.b-c_d" }), { type: "bearer", token: "a.b-c_d" });
  for (const Authorization of ["Basic x", "Bearer", "Bearer a b", ""]) {
    equal(of({ Cookie, Authorization }), undefined);
  }
  equal(of({ Cookie: "carewire=z" }), undefined);
});

Deno.test("localPath() never leaves this site [AUTH-14]", () => {
  equal(localPath("/visit/1?a=b#c"), "/visit/1?a=b#c");
  const hostile = [
    "//e",
    "/\\e",
    "\\/e",
    "/\t/e",
    "https://e",
    "javascript:1",
    "/.//e",
    "/x/..//e",
    "",
    " /x",
    undefined,
  ];
  for (const next of hostile) equal(localPath(next), "/", next);
});

Deno.test("clientAddress() believes trusted proxies only, from the right [HTTP-2]", () => {
  const proxies = ["127.0.0.1", "10.0.0.0/8"].flatMap((text) => parseIpRange(text) ?? []);
  const of = (hostname: string, forwardedFor: string | undefined, trusted = proxies) => {
    const headers = new Headers(forwardedFor === undefined ? {} : { "X-Forwarded-For": forwardedFor });
    const remoteAddr = { transport: "tcp" as const, hostname, port: 1 };
    return clientAddress(new Request("http://visit.test/", { headers }), { remoteAddr }, trusted);
  };
  equal(of("192.0.2.9", "1.1.1.1"), "192.0.2.9");
  equal(of("127.0.0.1", "1.1.1.1, 192.0.2.9"), "192.0.2.9");
  equal(of("127.0.0.1", "1.1.1.1, 192.0.2.9, 10.0.0.7"), "192.0.2.9");
  equal(of("127.0.0.1", undefined), "127.0.0.1");
  equal(of("127.0.0.1", "unknown"), "127.0.0.1");
  equal(of("127.0.0.1", "1.1.1.1", []), "127.0.0.1");
});

Deno.test("problem() answers problem details with the headers that its status asks for [HTTP-3]", async () => {
  const answer = problem(422, "bad_request", "Wrong.", {
    errors: [{ path: "a.b", message: "Expected string" }],
  });
  equal(answer.headers.get("Content-Type"), "application/problem+json");
  deepEqual(await answer.json(), {
    type: "urn:carewire:problem:bad_request",
    title: "Wrong.",
    status: 422,
    code: "bad_request",
    errors: [{ path: "a.b", message: "Expected string" }],
  });
  const limited = refusalProblem({ ok: false, code: "rate_limited", message: "Wait.", retryAfterSeconds: 9 });
  deepEqual([limited.status, limited.headers.get("Retry-After")], [429, "9"]);
  deepEqual(["busy", "conflict", "unavailable", "not_found"].map((code) => statusOf(code as "busy")), [
    409,
    409,
    503,
    404,
  ]);
});

Deno.test("faultProblem() says 503 for a silent dependency and nothing but an id for a bug [HTTP-4]", async () => {
  const lines: string[] = [];
  const log = makeLog({ level: "info", sink: (line) => lines.push(line), clock: { now: () => 0 } });
  const options = { log, newId: () => "id-1" };
  const silent = faultProblem(noteFault(new Unavailable("no answer"), options));
  deepEqual([silent.status, silent.headers.get("Retry-After")], [503, "1"]);
  const bug = await faultProblem(noteFault(new Error("secret"), options)).json();
  deepEqual([bug.status, bug.error_id, JSON.stringify(bug).includes("secret")], [500, "id-1", false]);
  equal(lines.filter((line) => line.includes('"error_id":"id-1"')).length, 1);
});

Deno.test("readJson() gives up on a body that does not end [HTTP-1]", async () => {
  const app = new Hono().post("/", async (c) => {
    const body = await readJson(c, v.strictObject({}), { deadlineMs: 20, bytesMax: 100 });
    return body.ok ? c.json(body.value) : body.response;
  });
  let isCancelled = false;
  const endless = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode("{")),
    cancel: () => {
      isCancelled = true;
    },
  });
  const request = new Request("http://x/", {
    method: "POST",
    body: endless,
    headers: { "Content-Type": "application/json; charset=utf-8" },
  });
  equal((await app.request(request)).status, 408);
  equal(isCancelled, true);
  const flood = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(60)) });
  const large = new Request("http://x/", {
    method: "POST",
    body: flood,
    headers: { "Content-Type": "application/json" },
  });
  equal((await app.request(large)).status, 413);
});

Deno.test("readJson() takes no array for an object, and says where a text can't be kept [HTTP-1] [JSON-3]", async () => {
  const app = new Hono().post("/", async (c) => {
    const body = await readJson(c, v.strictObject({ a: v.optional(v.unknown()) }));
    return body.ok ? c.json(body.value as object) : body.response;
  });
  const post = async (body: string) => {
    const response = await app.request("/", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body,
    });
    const { errors = [] } = await response.json();
    return [response.status, errors.map((one: { path: string }) => one.path)];
  };
  deepEqual(await post("{}"), [200, []]);
  deepEqual(await post("[]"), [422, [""]]);
  deepEqual(await post('{"a":{"b":["x","y\\u0000"]}}'), [422, ["a.b.1"]]);
  deepEqual(await post('{"a\\ud800":1}'), [422, [""]]);
});
