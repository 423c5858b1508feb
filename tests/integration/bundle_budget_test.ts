import assert from "node:assert/strict";
import { loadAssets } from "../../routes/assets.ts";
import { granted } from "../support/granted.ts";

const SHARED_BYTES_MAX = 12 * 1024;
const STYLE_BYTES_MAX = 15 * 1024;
/** The shared code included; what a visit needs only once it is connected comes later. */
const VISIT_BYTES_MAX = 45 * 1024;
const BUILD_AGAIN_MAX_MS = 500;
const LIBRARIES = ["webrtc-client", "signaling-client", "call-manager"];

Deno.test({
  name: "buildIslands() keeps what every first page loads within its budget, packed [UI-13]",
  ignore: !granted("read", "write", "run", "env", "sys"),
  async fn() {
    // esbuild looks at the environment when it is loaded.
    const { buildIslands } = await import("../../islands/build.ts");
    const manifest = await buildIslands();
    const { files } = await loadAssets(new URL("../../static/", import.meta.url));
    const packed = (url: string) => files.get(url)?.gzip?.length ?? files.get(url)?.body.length ?? NaN;
    const sum = (urls: string[]) => urls.reduce((total, url) => total + packed(url), 0);

    const style = packed(manifest.style);
    for (const [language, { boot, shared, islands }] of Object.entries(manifest.scripts)) {
      const first = sum([boot, ...shared]);
      const beyond = Object.entries(islands).map(([name, urls]) => `${name} ${sum(urls)}`).join(", ");
      console.log(`${language}, gzip bytes: shared ${first}, style ${style}; on top of that: ${beyond}`);
      assert.ok(first <= SHARED_BYTES_MAX, `shared JavaScript in ${language} has ${first} bytes`);
      const visit = first + sum(islands.visit ?? []);
      assert.ok(visit <= VISIT_BYTES_MAX, `the JavaScript of a visit in ${language} has ${visit} bytes`);
    }
    assert.ok(style <= STYLE_BYTES_MAX, `the style sheet has ${style} bytes`);
    for (const name of LIBRARIES) assert.ok(files.has(`/static/${name}.js`), name);

    const start = performance.now();
    assert.deepEqual(await buildIslands(), manifest);
    assert.ok(performance.now() - start < BUILD_AGAIN_MAX_MS, "nothing had changed");
  },
});

Deno.test({
  name:
    "buildIslands() leaves the chat, its files and its voice notes out of what a visit begins with [CHAT-23]",
  ignore: !granted("read", "write", "run", "env", "sys"),
  async fn() {
    const { buildIslands } = await import("../../islands/build.ts");
    const { boot, shared, islands } = (await buildIslands()).scripts.en;
    const { files } = await loadAssets(new URL("../../static/", import.meta.url));
    const first = [boot, ...shared, ...islands.visit ?? [], ...islands.ring ?? []];
    for (const name of ["chat_view", "connect_files"]) {
      const late = [...files.keys()].find((url) => url.startsWith(`/static/build/${name}-`));
      assert.ok(late && !first.includes(late), `${name} is loaded later`);
    }
  },
});
