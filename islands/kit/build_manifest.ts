import type { Metafile } from "esbuild";
import type { Language } from "../../realtime/core/languages.ts";

/** The scripts of the pages in one language. */
export interface PageScripts {
  boot: string;
  /** What the boot script imports at once, for preloading. */
  shared: string[];
  /** By island: its chunk and what that imports beyond the shared ones. */
  islands: Record<string, string[]>;
}

/** What pages need to know of the build; URLs are absolute paths. Stored as `static/build/manifest.json`. */
export interface BuildManifest {
  /** Hash of everything the build was made of. */
  key: string;
  style: string;
  /** The script of the page without a connection. */
  offline: string;
  scripts: Record<Language, PageScripts>;
  /** Files that went in, relative to the repository. */
  inputs: string[];
}

/** The output file that this source file became. */
export function outputOf(metafile: Metafile, source: string): string {
  const found = Object.entries(metafile.outputs).find(([, output]) => output.entryPoint === source);
  if (!found) throw new Error(`Cannot find what "${source}" was built to`);
  return found[0];
}

/** All output files that `output` imports statically, itself first. */
export function staticImports(metafile: Metafile, output: string, seen: string[] = []): string[] {
  if (seen.includes(output)) return seen;
  seen.push(output);
  for (const one of metafile.outputs[output]?.imports ?? []) {
    if (one.kind === "import-statement" && !one.external) staticImports(metafile, one.path, seen);
  }
  return seen;
}

/** The chunks of each island, by name; `x/home_island.tsx` is the island "home". */
export function islandChunks(metafile: Metafile, boot: string): Record<string, string[]> {
  const shared = staticImports(metafile, boot);
  const chunks: Record<string, string[]> = {};
  for (const [path, output] of Object.entries(metafile.outputs)) {
    const name = output.entryPoint?.match(/(\w+)_island\.tsx$/)?.[1];
    if (name) chunks[name] = staticImports(metafile, path).filter((one) => !shared.includes(one));
  }
  return chunks;
}
