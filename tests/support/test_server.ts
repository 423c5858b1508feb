import { startEmbedded } from "../../db/embedded/start_embedded.ts";

/** The variable that tells tests of a running server, as `socketDir|user`. */
export const TEST_SERVER_VARIABLE = "CAREWIRE_TEST_PG";

/** A throw-away server; disposing stops it and removes its files. */
export interface TestServer extends AsyncDisposable {
  socketDir: string;
  user: string;
  pid: number;
  /** What a child process needs in its environment to use this server in `testDatabase`. */
  env: Record<string, string>;
}

/** Enterable for the account that runs the server when tests run as root. */
const DIR_MODE = 0o711;

/** Starts a server for tests: the real embedded one, on files of its own that nothing keeps safe. */
export async function startTestServer(): Promise<TestServer> {
  const dataDir = await Deno.makeTempDir({ prefix: "carewire-test-" });
  await Deno.chmod(dataDir, DIR_MODE);
  try {
    const { socketDir, user, pid, ...server } = await startEmbedded({ dataDir, settings: { fsync: "off" } });
    return {
      socketDir,
      user,
      pid,
      env: { [TEST_SERVER_VARIABLE]: `${socketDir}|${user}` },
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await Deno.remove(dataDir, { recursive: true });
      },
    };
  } catch (error) {
    await Deno.remove(dataDir, { recursive: true });
    throw error;
  }
}
