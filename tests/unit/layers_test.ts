import { granted } from "../support/granted.ts";
import { assertEquals } from "../support/assert.ts";

/** Which folders a file of each layer may import from (DESIGN.md §2), its own aside. */
const MAY_IMPORT: Record<string, string[]> = {
  "realtime/core": [],
  "realtime": ["realtime/core"],
  "db": ["realtime/core", "realtime/ports"],
  "islands": ["realtime/core"],
  "routes": ["realtime", "realtime/core", "realtime/ports", "islands", "islands/kit"],
};
/** Packages that a layer may use, besides those of every layer. */
const PACKAGES: Record<string, RegExp> = {
  "realtime/core": /^valibot$/,
  "realtime": /^(valibot|jose|hash-wasm|redis|@upstash\/redis|node:crypto)$/,
  "db": /^(valibot|postgres|aws4fetch|node:)/,
  "islands": /^(valibot|preact|preact\/hooks|@preact\/signals|preact\/jsx-runtime)$/,
  "routes":
    /^(valibot|@valibot\/to-json-schema|@fastify\/busboy|hono(\/|$)|preact|preact-render-to-string|uqr|ical-generator|node:)/,
};
/** Scripts that build, not parts of the program, and the shape of what they write. */
const TOOLS = new Set(["islands/build.ts", "islands/build_worker.ts", "islands/kit/build_manifest.ts"]);
/** Shapes without code, for every layer: the clock that is handed in. */
const FOR_ALL = new Set(["realtime/ports/clock.ts"]);
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^;]*?[\s}]from\s*"([^"]+)"|import\(\s*"([^"]+)"\s*\)|(?:^|\n)import\s*"([^"]+)"/g;

interface SourceFile {
  path: string;
  imports: string[];
}

async function sources(folder: string): Promise<SourceFile[]> {
  const found: SourceFile[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory && entry.name !== "node_modules") found.push(...await sources(path));
    if (!entry.isFile || !/\.tsx?$/.test(entry.name) || entry.name.endsWith(".d.ts")) continue;
    const text = await Deno.readTextFile(path);
    found.push({ path, imports: [...text.matchAll(IMPORT)].map((m) => m[1] ?? m[2] ?? m[3] ?? "") });
  }
  return found;
}

function layerOf(path: string): string {
  return path.startsWith("realtime/core/") ? "realtime/core" : path.split("/")[0] ?? "";
}

function resolve(from: string, specifier: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}

function isAllowed(layer: string, from: string, specifier: string): boolean {
  if (!specifier.startsWith(".")) return PACKAGES[layer]?.test(specifier) ?? false;
  const target = resolve(from, specifier);
  if (layerOf(target) === layer || FOR_ALL.has(target)) return true;
  const allowed = MAY_IMPORT[layer] ?? [];
  if (target.startsWith("realtime/ports/")) {
    return allowed.includes("realtime/ports") || allowed.includes("realtime");
  }
  return allowed.includes(layerOf(target));
}

/** A chain of imports that comes back to its start, or undefined. */
function cycleIn(files: SourceFile[]): string[] | undefined {
  const imports = new Map(files.map((file) => [
    file.path,
    file.imports.filter((one) => one.startsWith(".")).map((one) => resolve(file.path, one)),
  ]));
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] | undefined => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const next of imports.get(path) ?? []) {
      const cycle = visit(next, [...trail, path]);
      if (cycle) return cycle;
    }
    done.add(path);
    return undefined;
  };
  return files.map((file) => visit(file.path, [])).find((cycle) => cycle !== undefined);
}

async function allSources(): Promise<SourceFile[]> {
  const folders = ["realtime", "db", "routes", "islands"];
  return (await Promise.all(folders.map(sources))).flat().filter((file) => !TOOLS.has(file.path));
}

Deno.test({
  name: "every import goes in the direction of the layers [LAYER-1]",
  ignore: !granted("read"),
  async fn() {
    const files = await allSources();
    const wrong = files.flatMap((file) =>
      file.imports.filter((one) => !isAllowed(layerOf(file.path), file.path, one))
        .map((one) => `${file.path} imports ${one}`)
    );
    assertEquals(wrong, []);
    assertEquals(files.length > 50, true);
  },
});

Deno.test({
  name: "no chain of imports is a circle [LAYER-2]",
  ignore: !granted("read"),
  async fn() {
    assertEquals(cycleIn(await allSources()), undefined);
  },
});

Deno.test("isAllowed() and cycleIn() find what they are for [LAYER-1] [LAYER-2]", () => {
  assertEquals(isAllowed("realtime/core", "realtime/core/call.ts", "../hub.ts"), false);
  assertEquals(isAllowed("realtime", "realtime/hub.ts", "../db/database.ts"), false);
  assertEquals(isAllowed("islands", "islands/a.ts", "../realtime/hub.ts"), false);
  assertEquals(isAllowed("db", "db/a.ts", "../realtime/ports/bus.ts"), true);
  assertEquals(isAllowed("realtime/core", "realtime/core/a.ts", "hono"), false);
  const circle = [{ path: "db/a.ts", imports: ["./b.ts"] }, { path: "db/b.ts", imports: ["./a.ts"] }];
  assertEquals(cycleIn(circle), ["db/a.ts", "db/b.ts", "db/a.ts"]);
});
