import assert from "node:assert/strict";
import type { Metafile } from "esbuild";
import { islandChunks, outputOf, staticImports } from "../../islands/kit/build_manifest.ts";

type Output = Metafile["outputs"][string];

function output(imports: string[], entryPoint?: string, lazy: string[] = []): Output {
  return {
    bytes: 1,
    inputs: {},
    exports: [],
    imports: [
      ...imports.map((path) => ({ path, kind: "import-statement" as const })),
      ...lazy.map((path) => ({ path, kind: "dynamic-import" as const })),
    ],
    ...(entryPoint && { entryPoint }),
  };
}

const metafile: Metafile = {
  inputs: {},
  outputs: {
    "out/boot.js": output(["out/preact.js"], "islands/boot.ts", ["out/home.js"]),
    "out/preact.js": output([]),
    "out/home.js": output(["out/preact.js", "out/list.js"], "islands/home/home_island.tsx"),
    "out/list.js": output(["out/preact.js", "out/icons.js"]),
    "out/icons.js": output([]),
  },
};

Deno.test("outputOf() finds what a source became, and says so when it was not built", () => {
  assert.equal(outputOf(metafile, "islands/boot.ts"), "out/boot.js");
  assert.throws(() => outputOf(metafile, "islands/x.ts"), /Cannot find what "islands\/x.ts" was built to/);
});

Deno.test("staticImports() follows imports of imports, but none that are lazy", () => {
  assert.deepEqual(staticImports(metafile, "out/boot.js"), ["out/boot.js", "out/preact.js"]);
});

Deno.test("islandChunks() lists by island what the boot script has not brought already", () => {
  assert.deepEqual(islandChunks(metafile, "out/boot.js"), {
    home: ["out/home.js", "out/list.js", "out/icons.js"],
  });
});
