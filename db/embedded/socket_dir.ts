import type { ServerAccount } from "./server_account.ts";

/** A directory for the server's socket; disposing removes one that stands outside the state directory. */
export interface SocketDir extends AsyncDisposable {
  path: string;
}

/** `sockaddr_un` holds 108 bytes on Linux and 104 on macOS, a closing zero included. */
const SOCKET_PATH_BYTES_MAX = 103;
const SOCKET_NAME_BYTES = "/.s.PGSQL.5432".length;
const SHORT_PARENT = "/tmp";
const ID_HEX_DIGITS = 16;

/**
 * A directory that only the server's account (and root) can enter: in `stateDir`, or below a short public one where
 * that path is too long for a socket.
 */
export async function openSocketDir(
  stateDir: string,
  account: ServerAccount,
): Promise<SocketDir> {
  const near = `${stateDir}/socket`;
  const bytes = new TextEncoder().encode(near).length + SOCKET_NAME_BYTES;
  if (bytes <= SOCKET_PATH_BYTES_MAX) {
    if (!(await makeOwned(near, account))) {
      throw new Error(`Cannot use "${near}": somebody else owns it.`);
    }
    return { path: near, async [Symbol.asyncDispose]() {} };
  }
  const named = `${SHORT_PARENT}/carewire-${await shortId(stateDir)}`;
  const path = await makeOwned(named, account) ? named : await makeUnnamed(account);
  return {
    path,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }).catch(() => {}),
  };
}

/** False when somebody else made a directory of this name before us. */
async function makeOwned(
  path: string,
  account: ServerAccount,
): Promise<boolean> {
  try {
    await Deno.mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    const { isDirectory, uid, mode } = await Deno.lstat(path);
    const isOurs = uid === Deno.uid() || uid === account.owner?.uid;
    if (!isDirectory || !isOurs || ((mode ?? 0) & 0o777) !== 0o700) {
      return false;
    }
  }
  if (account.owner) {
    await Deno.chown(path, account.owner.uid, account.owner.gid);
  }
  return true;
}

async function makeUnnamed(account: ServerAccount): Promise<string> {
  const path = await Deno.makeTempDir({
    dir: SHORT_PARENT,
    prefix: "carewire-",
  });
  if (account.owner) {
    await Deno.chown(path, account.owner.uid, account.owner.gid);
  }
  return path;
}

/** The same for the same directory, so that a killed process leaves at most one behind. */
async function shortId(stateDir: string): Promise<string> {
  const digest = await crypto.subtle.digest(
    "SHA-256",
    new TextEncoder().encode(await Deno.realPath(stateDir)),
  );
  return new Uint8Array(digest).toHex().slice(0, ID_HEX_DIGITS);
}
