import type { BuildOptions } from "esbuild";

type Esbuild = typeof import("esbuild");

const WORKER_SOURCE = "islands/worker/sw.ts";
const OFFLINE_SOURCE = "islands/offline/offline_page.ts";
const VERSION = "__CAREWIRE_VERSION__";
const VERSION_LENGTH = 16;
/** Of the page without a connection, beside its style and its script. */
const ICONS = ["/static/favicon.svg"];

export interface WorkerParts {
  options: BuildOptions & { write: false };
  /** Folder of the output, with a slash at its end. */
  out: string;
  /** URL of the style sheet. */
  style: string;
  /** Everything else that pages load: where that changes, there is a new version. */
  pages: unknown;
  hash(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
}

export interface BuiltWorker {
  /** Output paths with their bytes. */
  files: Map<string, Uint8Array>;
  /** URL of the script of the page without a connection. */
  offline: string;
  inputs: string[];
}

/** Builds `sw.js`, whose bytes change with every version, and the script of the page without a connection. */
export async function buildWorker(esbuild: Esbuild, parts: WorkerParts): Promise<BuiltWorker> {
  const { options, out, hash } = parts;
  const plain = { ...options, sourcemap: false, format: "iife" } as const;
  const page = await esbuild.build({
    ...plain,
    entryPoints: [OFFLINE_SOURCE],
    outdir: out,
    entryNames: "[name]-[hash]",
  });
  const [path] = Object.keys(page.metafile!.outputs);
  const offline = `/${path}`;
  const facts = { version: VERSION, files: [parts.style, offline, ...ICONS] };
  const worker = await esbuild.build({
    ...plain,
    entryPoints: [WORKER_SOURCE],
    outdir: out,
    define: { __WORKER_FACTS__: JSON.stringify(facts) },
  });
  const text = worker.outputFiles[0]!.text;
  const bytes = (content: string) => new TextEncoder().encode(content);
  const version = (await hash(bytes(text + JSON.stringify(parts.pages)))).slice(0, VERSION_LENGTH);
  return {
    files: new Map([
      [path!, page.outputFiles[0]!.contents],
      [`${out}sw.js`, bytes(text.replaceAll(VERSION, version))],
    ]),
    offline,
    inputs: [page, worker].flatMap((one) => Object.keys(one.metafile!.inputs)),
  };
}
