import assert from "node:assert/strict";
import { Hono } from "hono";
import { securityHeaders } from "../../routes/security_headers.ts";

function site(https: boolean): Hono {
  const app = new Hono();
  app.use(securityHeaders({ https }));
  return app.get("/", (c) => c.text("hello"));
}

Deno.test("securityHeaders() allows our own files only, with a new nonce each time [UI-10]", async () => {
  const policies = await Promise.all(
    [1, 2].map(async () => (await site(false).request("/")).headers.get("content-security-policy") ?? ""),
  );
  assert.ok(policies[0]?.startsWith("default-src 'none'; script-src 'nonce-"));
  assert.ok(!/unsafe|https?:|\*/.test(policies[0] ?? ""));
  assert.notEqual(policies[0], policies[1]);
});

Deno.test("securityHeaders() keeps camera, microphone and screen to ourselves", async () => {
  const policy = (await site(false).request("/")).headers.get("permissions-policy") ?? "";
  for (const feature of ["camera=(self)", "microphone=(self)", "display-capture=(self)", "geolocation=()"]) {
    assert.ok(policy.includes(feature), feature);
  }
});

Deno.test("securityHeaders() demands https for the future only where the site is on https", async () => {
  assert.equal((await site(false).request("/")).headers.get("strict-transport-security"), null);
  assert.ok((await site(true).request("/")).headers.get("strict-transport-security")?.startsWith("max-age="));
});

Deno.test("securityHeaders() covers answers that nobody found", async () => {
  const response = await site(true).request("/nothing");
  assert.equal(response.status, 404);
  assert.equal(response.headers.get("x-content-type-options"), "nosniff");
});
