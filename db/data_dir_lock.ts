/** The file that is locked; it stays, and an operating system's lock ends with its process, however that ends. */
const LOCK_NAME = "lock";
/** As root the database's server runs as another user, who must pass through the directory but not list it. */
const DIR_MODE_ROOT = 0o711;
const DIR_MODE = 0o700;

/**
 * Makes the data directory and takes it for this process; disposing gives it back. Throws when another process has
 * it, naming that process.
 */
export async function lockDataDir(dir: string): Promise<Disposable> {
  await makePrivateDir(dir);
  const path = `${dir}/${LOCK_NAME}`;
  const file = await Deno.open(path, { read: true, write: true, create: true, mode: 0o600 });
  try {
    if (!(await file.tryLock(true))) throw new Error(await refusal(dir, path));
    await file.truncate();
    await file.write(new TextEncoder().encode(`${Deno.pid}\n`));
  } catch (error) {
    file.close();
    throw error;
  }
  return file;
}

/** Makes a directory that only its owner may list; one that exists keeps its mode. */
export async function makePrivateDir(dir: string): Promise<void> {
  const mode = Deno.uid() === 0 ? DIR_MODE_ROOT : DIR_MODE;
  try {
    const parent = dir.replace(/\/[^/]*\/*$/, "");
    if (parent && parent !== dir) await Deno.mkdir(parent, { recursive: true });
    await Deno.mkdir(dir, { mode });
    await Deno.chmod(dir, mode);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
}

async function refusal(dir: string, path: string): Promise<string> {
  const pid = (await Deno.readTextFile(path)).trim();
  return `Cannot use DATA_DIR "${dir}": process ${pid || "(unknown)"} runs with it. ` +
    "Stop that process, or set another DATA_DIR and PORT.";
}
