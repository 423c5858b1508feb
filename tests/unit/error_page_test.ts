import assert from "node:assert/strict";
import { renderErrorPage, wantsPage } from "../../routes/error_page.tsx";
import { pageApp } from "../support/page_app.ts";

Deno.test("renderErrorPage() says what is wrong and what to do, in plain words", async () => {
  const app = pageApp();
  app.get("/broken", (c) => renderErrorPage(c, 500, { errorId: "e-17" }));
  const response = await app.request("/broken");
  const html = await response.text();
  assert.equal(response.status, 500);
  assert.ok(
    html.includes("Something went wrong") && html.includes("e-17") && html.includes("Go to the home page"),
  );
});

Deno.test("wantsPage() tells people from programs", async () => {
  const app = pageApp();
  app.get("/a", (c) => c.json(wantsPage(c)));
  app.get("/api/a", (c) => c.json(wantsPage(c)));
  const browser = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };
  assert.equal(await (await app.request("/a", browser)).json(), true);
  assert.equal(await (await app.request("/a", { headers: { accept: "*/*" } })).json(), false);
  assert.equal(await (await app.request("/api/a", browser)).json(), false);
});
