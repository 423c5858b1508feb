import type { Context, Handler } from "hono";
import type { BuildManifest } from "../islands/kit/build_manifest.ts";

/** One file as it is served, ready in memory. */
export interface Asset {
  body: Uint8Array<ArrayBuffer>;
  /** Only where it is smaller than the body. */
  gzip: Uint8Array<ArrayBuffer> | null;
  type: string;
  etag: string;
  /** Whether the name changes with the content. */
  immutable: boolean;
  /** Whether pages of other origins may load it. */
  shared: boolean;
}

export interface Assets {
  manifest: BuildManifest;
  /** By URL path. */
  files: ReadonlyMap<string, Asset>;
}

/** What is served at all; anything else in the folder stays unknown. */
const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".d.ts": "text/plain; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".ogg": "audio/ogg",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wav": "audio/wav",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};
const COMPRESSIBLE = /^text\/|json|svg/;
const HASHED = /-[0-9A-Z]{8}\.\w+$/;
const BUILD = "/static/build/";
/** The libraries for other people's pages stand at the top, under the names of SPEC.md. */
const ALONE = `${BUILD}alone/`;
const FILE_BYTES_MAX = 4 * 1024 * 1024;

/** Reads the static files and the last build into memory; what changes on disk later is not seen. */
export async function loadAssets(folder: URL): Promise<Assets> {
  const root = folder.href.endsWith("/") ? folder : new URL(`${folder.href}/`);
  const files = new Map<string, Asset>();
  for await (const path of walk(root, "")) {
    const url = `/static/${path}`;
    const type = typeOf(path);
    if (!type) continue;
    const alone = url.startsWith(ALONE);
    const body = await Deno.readFile(new URL(path, root));
    if (body.length > FILE_BYTES_MAX) {
      throw new Error(`Cannot serve "${path}": larger than ${FILE_BYTES_MAX} bytes`);
    }
    const served = alone ? url.replace(ALONE, "/static/") : url;
    files.set(served, { ...await makeAsset(body, type), immutable: isHashed(url), shared: alone });
  }
  const manifest = JSON.parse(await Deno.readTextFile(new URL("build/manifest.json", root)));
  return { manifest, files };
}

/** Answers GET and HEAD from memory, of `/static/*` or always with one file, with strong validators (RFC 9110 §8.8.3). */
export function serveAssets({ files }: Assets, only?: string): Handler {
  return function serveAsset(c) {
    const asset = files.get(only ?? c.req.path);
    if (!asset) return c.notFound();
    const zipped = asset.gzip !== null && takesGzip(c);
    const etag = zipped ? asset.etag.replace(/"$/, '-gzip"') : asset.etag;
    c.header("ETag", etag);
    c.header("Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
    if (asset.gzip) c.header("Vary", "Accept-Encoding");
    if (asset.shared) {
      c.header("Access-Control-Allow-Origin", "*");
      c.header("Cross-Origin-Resource-Policy", "cross-origin");
    }
    if (c.req.header("If-None-Match")?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, "") === etag)) {
      return c.body(null, 304);
    }
    const body = zipped && asset.gzip ? asset.gzip : asset.body;
    c.header("Content-Type", asset.type);
    c.header("Content-Length", String(body.length));
    if (zipped) c.header("Content-Encoding", "gzip");
    return c.req.method === "HEAD" ? c.body(null) : c.body(body);
  };
}

/** All plain files under a folder; nothing hidden, and no symbolic link is followed. */
async function* walk(root: URL, folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(new URL(folder || ".", root))) {
    if (entry.name.startsWith(".") || entry.isSymlink) continue;
    if (entry.isDirectory) yield* walk(root, `${folder}${entry.name}/`);
    else if (entry.isFile) yield folder + entry.name;
  }
}

async function makeAsset(body: Uint8Array<ArrayBuffer>, type: string) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  const small = COMPRESSIBLE.test(type) ? await gzip(body) : body;
  return {
    body,
    gzip: small.length < body.length ? small : null,
    type,
    etag: `"${digest.slice(0, 12).toHex()}"`,
  };
}

async function gzip(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function typeOf(path: string): string | undefined {
  return TYPES[path.match(/(\.d)?\.\w+$/)?.[0] ?? ""];
}

function isHashed(url: string): boolean {
  return url.startsWith(BUILD) && HASHED.test(url);
}

function takesGzip(c: Context): boolean {
  const accepted = c.req.header("Accept-Encoding") ?? "";
  return accepted.split(",").some((one) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$).*)?$/i.test(one));
}
