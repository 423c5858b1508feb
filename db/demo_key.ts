import { ENCRYPTION_KEY_BYTES, parseEncryptionKeys } from "../realtime/core/encryption_key.ts";
import { fernetText } from "./fernet.ts";

const FILE_NAME = "encryption.key";
const OWNER_ONLY = 0o600;

/**
 * The ENCRYPTION_KEY text kept in `dataDir`, made on first use and readable by its owner alone; for loopback, where
 * none was given. Two processes that start at once get the same one. Throws when the file holds no key.
 */
export async function readOrMakeDemoKey(dataDir: string): Promise<string> {
  const path = `${dataDir}/${FILE_NAME}`;
  return await readKey(path) ?? await makeKey(dataDir, path);
}

async function readKey(path: string): Promise<string | undefined> {
  let text: string;
  try {
    text = (await Deno.readTextFile(path)).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const parsed = parseEncryptionKeys(text);
  if (!parsed.ok) throw new TypeError(`Cannot use ${path}: its key ${parsed.problem}`);
  if (Deno.build.os !== "windows") await Deno.chmod(path, OWNER_ONLY);
  return text;
}

/** Written aside and linked: the link fails when another process was first, and nobody ever reads half a key. */
async function makeKey(dataDir: string, path: string): Promise<string> {
  await Deno.mkdir(dataDir, { recursive: true, mode: 0o700 });
  const aside = await Deno.makeTempFile({ dir: dataDir, prefix: `${FILE_NAME}.` });
  try {
    await Deno.chmod(aside, OWNER_ONLY);
    const key = fernetText(crypto.getRandomValues(new Uint8Array(ENCRYPTION_KEY_BYTES)));
    await writeDurably(aside, `${key}\n`);
    await Deno.link(aside, path);
    return key;
  } catch (error) {
    const winner = error instanceof Deno.errors.AlreadyExists ? await readKey(path) : undefined;
    if (winner === undefined) throw error;
    return winner;
  } finally {
    await Deno.remove(aside);
  }
}

/** To the disk before anything is encrypted with it. */
async function writeDurably(path: string, text: string): Promise<void> {
  using file = await Deno.open(path, { write: true, truncate: true });
  await file.write(new TextEncoder().encode(text));
  await file.syncData();
}
