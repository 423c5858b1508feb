import { parseSafeJson } from "./core/safe_json.ts";
import { Unavailable } from "./ports/unavailable.ts";

/** How long another server may take for one small document, in milliseconds. */
const FETCH_MS = 4_000;
const DOCUMENT_BYTES_MAX = 256 * 1024;

/** Gets a small JSON document of another server, without following it elsewhere. Throws Unavailable for anything else. */
export async function fetchJson(url: string): Promise<unknown> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), FETCH_MS);
  try {
    const response = await fetch(url, {
      redirect: "error",
      headers: { Accept: "application/json" },
      signal: abort.signal,
    });
    const text = await readText(response);
    if (response.status !== 200) throw new Error(`status ${response.status}`);
    const json = parseSafeJson(text);
    if (!json.ok) throw new Error("not JSON that can be read");
    return json.value;
  } catch (error) {
    throw new Unavailable(`Cannot read ${url}: ${abort.signal.aborted ? "no answer in time" : error}`);
  } finally {
    clearTimeout(timer);
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  // Leaving the loop cancels what is left of the body.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > DOCUMENT_BYTES_MAX) throw new Error(`more than ${DOCUMENT_BYTES_MAX} bytes`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
