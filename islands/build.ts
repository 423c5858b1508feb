import type { BuildOptions, BuildResult, Metafile, Plugin } from "esbuild";
import {
  type BuildManifest,
  islandChunks,
  outputOf,
  type PageScripts,
  staticImports,
} from "./kit/build_manifest.ts";
import { type Language, LANGUAGE_CODES } from "../realtime/core/languages.ts";
import { buildWorker } from "./build_worker.ts";

type Esbuild = typeof import("esbuild");
type Files = Map<string, Uint8Array>;

const BOOT = "islands/boot.ts";
/** Joined to one sheet, in this order. */
const STYLE_SHEETS = [
  "static/style.css",
  "static/day.css",
  "static/visit.css",
  "static/visit_tools.css",
  "static/files.css",
  "static/check.css",
  "static/inbox.css",
  "static/clinic.css",
  "static/languages.css",
  "static/waiting.css",
  "static/app.css",
];
/** Libraries for other people's pages: each `x_y.ts` becomes `x-y.js`; `x_y.d.ts` beside it is copied. */
const ALONE = "islands/lib/alone/";
const OUT = "static/build/";
const MANIFEST = `${OUT}manifest.json`;
const HASH_LENGTH = 8;
/** What browsers of spring 2023 and later can read. */
const TARGET = ["chrome111", "firefox113", "safari16.4"];

/**
 * Builds islands, style sheet and the libraries that stand alone into `static/build/`, unless nothing that they are
 * made of has changed since the last time. Returns what pages have to name.
 */
export async function buildIslands(root = new URL("../", import.meta.url)): Promise<BuildManifest> {
  const last = await readManifest(root);
  if (last && last.key === await keyOf(root, last.inputs)) return last;
  const esbuild = await import("esbuild");
  try {
    return await build(esbuild, root);
  } finally {
    await esbuild.stop();
  }
}

async function build(esbuild: Esbuild, root: URL): Promise<BuildManifest> {
  const options = optionsFor(root);
  const sources = await aloneSources(root);
  const [pages, alone, style] = await Promise.all([
    Promise.all(LANGUAGE_CODES.map((language) =>
      esbuild.build({
        ...options,
        entryPoints: [BOOT],
        outdir: OUT,
        splitting: true,
        entryNames: "[name]-[hash]",
        chunkNames: "[name]-[hash]",
        plugins: [textsIn(language)],
      })
    )),
    esbuild.build({ ...options, entryPoints: aloneEntries(sources), outdir: `${OUT}alone` }),
    joinStyles(esbuild, root),
  ]);
  const stylePath = `${OUT}style-${(await hash(style)).slice(0, HASH_LENGTH).toUpperCase()}.css`;
  const files: Files = new Map([[stylePath, style]]);
  // A chunk without texts is the same in all languages, and so is its name.
  for (const result of [...pages, alone]) addOutputs(files, result, root);
  for (const path of sources.filter((one) => one.endsWith(".d.ts"))) {
    files.set(`${OUT}alone/${aloneName(path)}.d.ts`, await Deno.readFile(new URL(path, root)));
  }
  const scripts = Object.fromEntries(
    pages.map((one, index) => [LANGUAGE_CODES[index]!, scriptsOf(one.metafile!)]),
  ) as Record<Language, PageScripts>;
  const pageParts = { options, out: OUT, style: urlOf(stylePath), pages: scripts, hash };
  const { offline, ...worker } = await buildWorker(esbuild, pageParts);
  for (const [path, bytes] of worker.files) files.set(path, bytes);
  const ofPages = [...pages, alone].flatMap((one) => Object.keys(one.metafile!.inputs));
  const inputs = [...new Set([...ofPages, ...worker.inputs])].sort();
  const manifest = { key: await keyOf(root, inputs), style: urlOf(stylePath), offline, scripts, inputs };
  await replaceOutput(root, files, manifest);
  return manifest;
}

/** Takes the texts of one language wherever the sources import the English ones, so that a page loads no other. */
function textsIn(language: Language): Plugin {
  return {
    name: "texts",
    setup(build) {
      if (language === "en") return;
      build.onResolve({ filter: /\/languages\/en\/\w+\.ts$/ }, async ({ path, ...args }) => {
        const found = await build.resolve(textsOf(path, language), args);
        // English stands in where a language lacks an area.
        return found.errors.length > 0 ? undefined : { path: found.path };
      });
    },
  };
}

function textsOf(path: string, language: Language): string {
  return path.replace("/languages/en/", `/languages/${language}/`);
}

function scriptsOf(metafile: Metafile): PageScripts {
  const boot = outputOf(metafile, BOOT);
  const chunks = Object.entries(islandChunks(metafile, boot));
  return {
    boot: urlOf(boot),
    shared: staticImports(metafile, boot).slice(1).map(urlOf),
    islands: Object.fromEntries(chunks.map(([name, paths]) => [name, paths.map(urlOf)])),
  };
}

function optionsFor(root: URL): BuildOptions & { write: false } {
  return {
    absWorkingDir: decodeURIComponent(root.pathname),
    bundle: true,
    format: "esm",
    minify: true,
    metafile: true,
    write: false,
    target: TARGET,
    jsx: "automatic",
    jsxImportSource: "preact",
    sourcemap: "external",
    // Without it every letter that is not Latin becomes six bytes.
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  };
}

/** Hash over all that a build depends on: its inputs, the style sheets, the lone libraries and this recipe. */
async function keyOf(root: URL, inputs: string[]): Promise<string> {
  // Also the texts that a language lacks: they may be written meanwhile.
  const texts = inputs.flatMap((path) => LANGUAGE_CODES.map((language) => textsOf(path, language)));
  const paths = new Set([
    ...inputs,
    ...texts,
    ...STYLE_SHEETS,
    ...await aloneSources(root),
    "islands/build.ts",
    "islands/build_worker.ts",
  ]);
  const lines = await Promise.all(
    [...paths].sort().map(async (path) => {
      const bytes = await Deno.readFile(new URL(path, root)).catch(() => new Uint8Array());
      return `${path} ${await hash(bytes)}`;
    }),
  );
  return await hash(new TextEncoder().encode(lines.join("\n")));
}

async function joinStyles(esbuild: Esbuild, root: URL): Promise<Uint8Array<ArrayBuffer>> {
  const parts = await Promise.all(STYLE_SHEETS.map((path) => Deno.readTextFile(new URL(path, root))));
  const { code } = await esbuild.transform(parts.join("\n"), { loader: "css", minify: true, target: TARGET });
  return new TextEncoder().encode(code);
}

async function aloneSources(root: URL): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of Deno.readDir(new URL(ALONE, root))) {
    if (entry.isFile) paths.push(ALONE + entry.name);
  }
  return paths.sort();
}

function aloneEntries(sources: string[]): { in: string; out: string }[] {
  return sources.filter((path) => !path.endsWith(".d.ts")).map((path) => ({
    in: path,
    out: aloneName(path),
  }));
}

function aloneName(path: string): string {
  return path.slice(ALONE.length).replace(/(\.d)?\.ts$/, "").replaceAll("_", "-");
}

function addOutputs(files: Files, result: BuildResult<{ write: false }>, root: URL): void {
  const start = decodeURIComponent(root.pathname).length;
  for (const file of result.outputFiles) files.set(file.path.slice(start), file.contents);
}

function urlOf(path: string): string {
  return `/${path}`;
}

async function hash(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

async function readManifest(root: URL): Promise<BuildManifest | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(new URL(MANIFEST, root)));
  } catch {
    return undefined;
  }
}

/** Writes all files, the manifest last and at once, then removes what an earlier build has left. */
async function replaceOutput(root: URL, files: Files, manifest: BuildManifest): Promise<void> {
  await Deno.mkdir(new URL(`${OUT}alone`, root), { recursive: true });
  for (const [path, bytes] of files) await Deno.writeFile(new URL(path, root), bytes);
  const draft = new URL(`${MANIFEST}.${crypto.randomUUID()}`, root);
  await Deno.writeTextFile(draft, JSON.stringify(manifest, null, 2));
  await Deno.rename(draft, new URL(MANIFEST, root));
  for (const folder of [OUT, `${OUT}alone/`]) {
    for await (const entry of Deno.readDir(new URL(folder, root))) {
      const path = folder + entry.name;
      if (entry.isFile && path !== MANIFEST && !files.has(path)) {
        await Deno.remove(new URL(path, root)).catch(() => undefined);
      }
    }
  }
}

if (import.meta.main) {
  const start = performance.now();
  const { scripts, style } = await buildIslands();
  console.log(`Built ${scripts.en.boot} and ${style} in ${Math.round(performance.now() - start)} ms`);
}
