/** Who runs the server's programs. */
export interface ServerAccount {
  /** Owner of the server's files; undefined when that is ourselves. */
  owner?: { uid: number; gid: number };
  /** A command for `program`, to be run as that account. */
  command(
    program: string,
    args: string[],
    options: Deno.CommandOptions,
  ): Deno.Command;
}

interface Owner {
  uid: number;
  gid: number;
}

/** `nobody` on every Linux. */
const NOBODY: Owner = { uid: 65534, gid: 65534 };
const THREE_WAYS =
  "Set DATA_DIR to a directory that every user may enter, start as another user than root, " +
  "or set DATABASE_URL to a server of your own.";

/**
 * PostgreSQL refuses to run as root, so root runs it as whoever owns `clusterDir` already, else as `postgres`, else as
 * `nobody`. Where that user may not enter the directory's parents (a clone below a private directory) the server is
 * given the capability to do so.
 */
export async function serverAccount(
  stateDir: string,
  clusterDir: string,
): Promise<ServerAccount> {
  if (Deno.uid() !== 0) {
    return {
      command: (program, args, options) => new Deno.Command(program, { ...options, args }),
    };
  }
  const owner = await ownerOf(clusterDir) ?? await postgresUser() ?? NOBODY;
  if (await mayEnter(owner, stateDir)) {
    const command: ServerAccount["command"] = (program, args, options) =>
      new Deno.Command(program, { ...options, args, ...owner });
    await probe(command, stateDir);
    return { owner, command };
  }
  const prefix = [
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    // Without it access(2), by which PostgreSQL looks for its own files, ignores the capability.
    "--securebits=+no_setuid_fixup",
  ];
  const command: ServerAccount["command"] = (program, args, options) =>
    new Deno.Command("setpriv", {
      ...options,
      args: [...prefix, program, ...args],
    });
  await probe(command, stateDir);
  return { owner, command };
}

/** Fails early and clearly where this system has no such user (user namespaces) or no `setpriv`. */
async function probe(
  command: ServerAccount["command"],
  stateDir: string,
): Promise<void> {
  try {
    const options: Deno.CommandOptions = {
      cwd: "/",
      stdin: "null",
      stdout: "null",
      stderr: "null",
    };
    const { success } = await command(
      "sh",
      ["-c", 'cd "$0"', stateDir],
      options,
    ).output();
    if (success) return;
  } catch (error) {
    if (
      !(error instanceof Deno.errors.NotFound ||
        error instanceof Deno.errors.PermissionDenied)
    ) {
      throw error;
    }
  }
  throw new Error(
    `Cannot start the embedded PostgreSQL as root: the user that would run it may not enter "${stateDir}". ${THREE_WAYS}`,
  );
}

async function ownerOf(dir: string): Promise<Owner | undefined> {
  try {
    const { uid, gid } = await Deno.stat(dir);
    return uid ? { uid, gid: gid ?? uid } : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function postgresUser(): Promise<Owner | undefined> {
  const passwd = await Deno.readTextFile("/etc/passwd").catch(() => "");
  const entry = /^postgres:[^:]*:(\d+):(\d+):/m.exec(passwd);
  return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : undefined;
}

/** Whether the mode bits of `dir` and of all its parents let `owner` through. */
async function mayEnter(owner: Owner, dir: string): Promise<boolean> {
  const real = await Deno.realPath(dir);
  const parents = real.split("/").map((_, index, names) => names.slice(0, index + 1).join("/") || "/");
  for (const parent of parents) {
    const { mode, uid, gid } = await Deno.stat(parent);
    const bit = uid === owner.uid ? 0o100 : gid === owner.gid ? 0o010 : 0o001;
    if (mode !== null && (mode & bit) === 0) return false;
  }
  return true;
}
