import { ensurePrograms, type Program } from "../../support/ensure_programs.ts";

const PEERS = new URL("peers/", import.meta.url);
const NODE_FILES = ["package.json", "package-lock.json", "socket_io.mjs"];
/** Debian's packages of the other servers, by a file of each. */
const NEEDED: readonly Program[] = [
  { path: "/usr/lib/python3/dist-packages/flask_socketio", packageName: "python3-flask-socketio" },
  { path: "/usr/lib/python3/dist-packages/gevent", packageName: "python3-gevent" },
  { path: "/usr/lib/python3/dist-packages/geventwebsocket", packageName: "python3-gevent-websocket" },
  { path: "/usr/lib/python3/dist-packages/redis", packageName: "python3-redis" },
  { path: "/usr/bin/redis-server", packageName: "redis-server" },
  { path: "/usr/bin/taskset", packageName: "util-linux" },
];

/** Where the other servers' own files are; disposing removes them. */
export interface ContenderFiles extends AsyncDisposable {
  /** Folder with `socket_io.mjs` and its packages. */
  nodeDir: string;
}

/** Brings what the other servers need: Debian's packages, as root, and a folder of npm's in exactly the locked versions. */
export async function contenderFiles(): Promise<ContenderFiles> {
  await ensurePrograms(NEEDED, "The bench needs");
  // Our server does not start without its pages.
  await run(Deno.execPath(), ["task", "build"]);
  const nodeDir = await Deno.makeTempDir({ prefix: "carewire-bench-node-" });
  for (const name of NODE_FILES) await Deno.copyFile(new URL(name, PEERS), `${nodeDir}/${name}`);
  await run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", nodeDir]);
  return { nodeDir, [Symbol.asyncDispose]: () => Deno.remove(nodeDir, { recursive: true }) };
}

async function run(command: string, args: string[]): Promise<void> {
  console.log(`$ ${command} ${args.join(" ")}`);
  const { success } = await new Deno.Command(command, {
    args,
    stdin: "null",
  }).spawn().status;
  if (!success) throw new Error(`${command} failed: see above`);
}
