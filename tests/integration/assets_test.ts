import assert from "node:assert/strict";
import { Hono } from "hono";
import { loadAssets, serveAssets } from "../../routes/assets.ts";
import { granted } from "../support/granted.ts";

const ignore = !granted("read", "write");
const SCRIPT = `console.log("${"carewire ".repeat(100)}");`;
const HASHED = "/static/build/boot-0A1B2C3D.js";

async function withSite(run: (site: Hono) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "carewire-assets-" });
  try {
    await Deno.mkdir(`${folder}/build/alone`, { recursive: true });
    await Deno.mkdir(`${folder}/.git`);
    await Deno.writeTextFile(`${folder}/build/manifest.json`, "{}");
    await Deno.writeTextFile(`${folder}${HASHED.replace("/static", "")}`, SCRIPT);
    await Deno.writeTextFile(`${folder}/build/alone/webrtc-client.js`, SCRIPT);
    await Deno.writeTextFile(`${folder}/build/alone/webrtc-client.d.ts`, "export {};");
    await Deno.writeTextFile(`${folder}/favicon.svg`, "<svg/>");
    for (const secret of [".env.js", ".git/config.js", "notes.md"]) {
      await Deno.writeTextFile(`${folder}/${secret}`, "secret");
    }
    await Deno.symlink(`${folder}/notes.md`, `${folder}/link.js`);
    const handler = serveAssets(await loadAssets(new URL(`file://${folder}/`)));
    await run(new Hono().on(["GET", "HEAD"], "/static/*", handler));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test({
  name: "GET /static/* gives hashed files for ever and others with a validator [UI-12]",
  ignore,
  fn: () =>
    withSite(async (site) => {
      const hashed = await site.request(HASHED);
      assert.equal(await hashed.text(), SCRIPT);
      assert.equal(hashed.headers.get("content-type"), "text/javascript; charset=utf-8");
      assert.equal(hashed.headers.get("cache-control"), "public, max-age=31536000, immutable");
      const plain = await site.request("/static/favicon.svg");
      assert.equal(plain.headers.get("content-type"), "image/svg+xml");
      assert.equal(plain.headers.get("cache-control"), "no-cache");
      const etag = plain.headers.get("etag") ?? "";
      assert.match(etag, /^"[0-9a-f]{24}"$/);
      const again = await site.request("/static/favicon.svg", {
        headers: { "if-none-match": `"x", W/${etag}` },
      });
      assert.equal(again.status, 304);
      assert.equal(await again.text(), "");
    }),
});

Deno.test({
  name: "GET /static/* is packed for whoever takes gzip, under a validator of its own [UI-12]",
  ignore,
  fn: () =>
    withSite(async (site) => {
      const packed = await site.request(HASHED, { headers: { "accept-encoding": "br, gzip;q=0.8" } });
      assert.equal(packed.headers.get("content-encoding"), "gzip");
      assert.equal(packed.headers.get("vary"), "Accept-Encoding");
      assert.ok(Number(packed.headers.get("content-length")) < SCRIPT.length / 4);
      const stream = packed.body!.pipeThrough(new DecompressionStream("gzip"));
      assert.equal(await new Response(stream).text(), SCRIPT);
      const plain = await site.request(HASHED, { headers: { "accept-encoding": "gzip;q=0" } });
      assert.equal(plain.headers.get("content-encoding"), null);
      assert.notEqual(plain.headers.get("etag"), packed.headers.get("etag"));
      await plain.body?.cancel();
    }),
});

Deno.test({
  name: "HEAD /static/* answers like GET, without the body [UI-12]",
  ignore,
  fn: () =>
    withSite(async (site) => {
      const response = await site.request(HASHED, { method: "HEAD" });
      assert.equal(response.headers.get("content-length"), String(SCRIPT.length));
      assert.equal(await response.text(), "");
    }),
});

Deno.test({
  name: "GET /static/* has nothing hidden, nothing linked and nothing of an unlisted type [UI-12]",
  ignore,
  fn: () =>
    withSite(async (site) => {
      const paths = [
        ".env.js",
        ".git/config.js",
        "notes.md",
        "link.js",
        "build/manifest.json",
        "../deno.json",
      ];
      for (const path of paths) {
        const response = await site.request(`/static/${path}`);
        assert.equal(response.status, 404, path);
        await response.body?.cancel();
      }
    }),
});

Deno.test({
  name: "GET /static/webrtc-client.js may be loaded by other people's pages, types included [UI-12]",
  ignore,
  fn: () =>
    withSite(async (site) => {
      for (const name of ["webrtc-client.js", "webrtc-client.d.ts"]) {
        const response = await site.request(`/static/${name}`);
        assert.equal(response.status, 200);
        assert.equal(response.headers.get("access-control-allow-origin"), "*");
        await response.body?.cancel();
      }
    }),
});
