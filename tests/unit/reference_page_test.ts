import { Hono } from "hono";
import { allOperations } from "../../realtime/core/api/all_operations.ts";
import { partsOf } from "../../realtime/core/api/operation.ts";
import { clientEvents } from "../../realtime/core/client_events.ts";
import { REALTIME_LIMITS, REALTIME_RATES } from "../../realtime/core/realtime_limits.ts";
import { serverEvents } from "../../realtime/core/server_events.ts";
import { referencePage } from "../../routes/documents/reference_page.tsx";
import { assert, assertEquals } from "../support/assert.ts";
import { pageApp } from "../support/page_app.ts";

Deno.test("GET /api/docs shows every operation, event and object to everybody, without inline code [API-7]", async () => {
  const app = new Hono().route("/", pageApp()).route("/", referencePage({ publicUrl: "https://visit.test" }));
  const response = await app.request("/api/docs");
  const html = await response.text();
  assertEquals(response.status, 200);
  for (const key of Object.keys(allOperations)) {
    const { method, path } = partsOf(key);
    assert(html.includes(`<code>${method} ${path}</code>`), key);
  }
  for (const event of [...Object.keys(clientEvents), ...Object.keys(serverEvents)]) {
    assert(html.includes(`<code>${event}</code>`), event);
  }
  for (const { meaning } of [...Object.values(REALTIME_LIMITS), ...Object.values(REALTIME_RATES)]) {
    assert(html.includes(meaning.replaceAll("'", "&#39;")) || html.includes(meaning), meaning);
  }
  const targets = [...html.matchAll(/href="#(object-\w+)"/g)].map((match) => match[1] ?? "");
  assert(targets.length > 20);
  for (const target of targets) assert(html.includes(`id="${target}"`), target);
  assert(!/<script(?![^>]*nonce)|style="|\son\w+="/.test(html), "inline code");
});
