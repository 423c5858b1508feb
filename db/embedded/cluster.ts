import { exists, type NativeFiles } from "./native_files.ts";
import type { ServerAccount } from "./server_account.ts";

/** The superuser that initdb makes; trusted, because only its owner and root can enter the socket's directory. */
export const CLUSTER_USER = "carewire";
const INITDB_FLAGS = [
  "-A",
  "trust",
  "-E",
  "UTF8",
  "--locale=C.UTF-8",
  "--no-sync",
  "--no-instructions",
];

/** Makes the database cluster at `dir` unless there is one; a half-made one is never left at that name. */
export async function ensureCluster(
  dir: string,
  native: NativeFiles,
  account: ServerAccount,
  durable: boolean,
): Promise<void> {
  if (await exists(`${dir}/PG_VERSION`)) {
    return await assertSameVersion(dir, native);
  }
  const fresh = await Deno.makeTempDir({
    dir: dir.replace(/\/[^/]*$/, ""),
    prefix: "data.new-",
  });
  if (account.owner) {
    await Deno.chown(fresh, account.owner.uid, account.owner.gid);
  }
  await initdb(
    ["-D", fresh, "-U", CLUSTER_USER, ...INITDB_FLAGS],
    native,
    account,
  );
  if (durable) await initdb(["-D", fresh, "--sync-only"], native, account);
  await Deno.rename(fresh, dir);
}

/** The environment of PostgreSQL's programs: nothing of ours, so that no PG* variable of ours reaches them. */
export function nativeOptions(native: NativeFiles): Deno.CommandOptions {
  const path = Deno.build.os === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  return {
    cwd: native.dir,
    clearEnv: true,
    env: {
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      [path]: `${native.dir}/lib`,
    },
  };
}

async function initdb(
  args: string[],
  native: NativeFiles,
  account: ServerAccount,
): Promise<void> {
  const command = account.command(`${native.dir}/bin/initdb`, args, {
    ...nativeOptions(native),
    stdin: "null",
  });
  const { success, stderr } = await command.output();
  if (!success) {
    throw new Error(
      `Cannot make the embedded database: ${new TextDecoder().decode(stderr).trim()}`,
    );
  }
}

async function assertSameVersion(
  dir: string,
  native: NativeFiles,
): Promise<void> {
  const made = (await Deno.readTextFile(`${dir}/PG_VERSION`)).trim();
  if (native.version.startsWith(`${made}.`)) return;
  throw new Error(
    `Cannot use the database in "${dir}": PostgreSQL ${made} made it, and this is PostgreSQL ${native.version}. ` +
      "Start the earlier Carewire to export it, or set another DATA_DIR.",
  );
}
