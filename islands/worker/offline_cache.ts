import { WORKER } from "./worker_facts.ts";

const OFFLINE = "/offline";
const OWN = `carewire.${WORKER.version}`;
/** Files whose names change with their content. */
const HASHED = /^\/static\/build\/[\w.-]+-[0-9A-Z]{8}\.\w+$/;
/** Most files that are kept beside those of the page without a connection. */
const FILES_MAX = 300;

/** Fetches what is needed without a connection; rejects when something is missing, and the worker is not installed then. */
export async function fillCache(): Promise<void> {
  const cache = await caches.open(OWN);
  await cache.addAll(WORKER.files);
  await keepOfflinePage();
}

/** Fetches the page without a connection anew, in the language of whoever uses this browser. It names nobody. */
export async function keepOfflinePage(): Promise<void> {
  const response = await fetch(OFFLINE, { cache: "no-store" });
  if (!response.ok || response.redirected) throw new Error("the page without a connection is not there");
  await (await caches.open(OWN)).put(OFFLINE, response);
}

/** Drops what earlier versions have kept. */
export async function dropOldCaches(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith("carewire.") && name !== OWN).map((name) => caches.delete(name)),
  );
}

/** Whether a request is for a file that never changes, and so may come from the cache. */
export function isBuilt(url: URL): boolean {
  return HASHED.test(url.pathname) || WORKER.files.includes(url.pathname);
}

/** A file that never changes: out of the cache or, once, from the server. */
export async function builtFile(request: Request): Promise<Response> {
  const cache = await caches.open(OWN);
  const found = await cache.match(request.url);
  if (found) return found;
  const response = await fetch(request);
  if (response.ok && response.type === "basic" && (await cache.keys()).length < FILES_MAX) {
    await cache.put(request.url, response.clone());
  }
  return response;
}

/** A page: always the server's own, or what to say without one. Pages may name patients, so none is kept. */
export async function pageOrOffline(
  request: Request,
  preloaded: Promise<Response | undefined> | undefined,
): Promise<Response> {
  try {
    return await preloaded ?? await fetch(request);
  } catch (error) {
    const page = await (await caches.open(OWN)).match(OFFLINE);
    if (page) return page;
    throw error;
  }
}
