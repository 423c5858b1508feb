import { makePrivateDir } from "../data_dir_lock.ts";
import { CLUSTER_USER, ensureCluster } from "./cluster.ts";
import { installNativeFiles } from "./native_files.ts";
import { settlePreviousServer } from "./previous_server.ts";
import { serverAccount } from "./server_account.ts";
import { startServerProcess } from "./server_process.ts";
import { openSocketDir } from "./socket_dir.ts";

/** A running PostgreSQL that ends with this process, however that ends. Disposing stops it. */
export interface Embedded extends AsyncDisposable {
  socketDir: string;
  user: string;
  database: string;
  /** Process id of the server. */
  pid: number;
  /** Settles when the server has ended, whether asked to or not. */
  ended: Promise<void>;
}

/** Where the database lives, and server settings beyond ours (`fsync: "off"` makes a throw-away one). */
export interface EmbeddedOptions {
  dataDir: string;
  settings?: Record<string, string>;
}

/** Logs hold no values of ours: terse leaves out the key of a violated constraint, panic leaves out statements. */
const SETTINGS = {
  listen_addresses: "",
  unix_socket_permissions: "0700",
  client_connection_check_interval: "1s",
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  log_checkpoints: "off",
};

/**
 * Starts PostgreSQL on `dataDir/postgres`, on a unix socket only; makes the database the first time. The caller holds
 * lockDataDir. Throws an Error that says what an operator can do.
 */
export async function startEmbedded(
  { dataDir, settings = {} }: EmbeddedOptions,
): Promise<Embedded> {
  if (Deno.build.os === "windows") {
    throw new Error(
      "Cannot run the embedded PostgreSQL on Windows: set DATABASE_URL, or use WSL.",
    );
  }
  await makePrivateDir(dataDir);
  const stateDir = `${await Deno.realPath(dataDir)}/postgres`;
  await makePrivateDir(stateDir);
  await removeUnfinished(stateDir);
  const clusterDir = `${stateDir}/data`;
  const account = await serverAccount(stateDir, clusterDir);
  const native = await installNativeFiles(stateDir);
  await ensureCluster(clusterDir, native, account, settings.fsync !== "off");
  await settlePreviousServer(clusterDir);
  const socketDir = await openSocketDir(stateDir, account);
  const all = {
    ...SETTINGS,
    ...settings,
    unix_socket_directories: socketDir.path,
  };
  try {
    const server = await startServerProcess({
      clusterDir,
      native,
      account,
      settings: all,
    });
    return {
      socketDir: socketDir.path,
      user: CLUSTER_USER,
      database: "postgres",
      pid: server.pid,
      ended: server.ended,
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await socketDir[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await socketDir[Symbol.asyncDispose]();
    throw error;
  }
}

async function removeUnfinished(stateDir: string): Promise<void> {
  for await (const { name } of Deno.readDir(stateDir)) {
    if (/^(data|fetch)\.new-/.test(name)) {
      await Deno.remove(`${stateDir}/${name}`, { recursive: true });
    }
  }
}
