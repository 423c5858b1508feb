import { freePort } from "../../support/free_port.ts";
import { type BenchDatabase, clinicEnvironment } from "./clinic.ts";
import { bareJson, carewire, type Dialect, socketIo } from "./load/dialects.ts";
import { PinnedServer, type ServerCommand } from "./processes.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;
const PEERS = new URL("peers/", import.meta.url).pathname;

export const NAMES = ["carewire", "deno", "socket.io", "flask", "floor"] as const;
export type ContenderName = (typeof NAMES)[number];

/** Who may be measured, and what starting them needs. */
export interface Contenders {
  database: BenchDatabase;
  /** Folder with `socket_io.mjs` and its packages. */
  nodeDir: string;
  /** Bytes of an offer as it comes to the floor, and characters as it leaves. */
  floorFrame: { bytes: number; textLength: number };
}

/** One kind of server, running: one process, or two that share a Redis. */
export interface Contender extends AsyncDisposable {
  name: ContenderName;
  dialect: Dialect;
  servers: readonly PinnedServer[];
}

/** Starts one; with `redisUrl` as two processes. `inspected` opens a debugger's door on the given port. */
export async function startContender(
  all: Contenders,
  name: ContenderName,
  { redisUrl, inspectPort }: { redisUrl?: string; inspectPort?: number } = {},
): Promise<Contender> {
  await using opening = new AsyncDisposableStack();
  const servers: PinnedServer[] = [];
  for (let n = 0; n < (redisUrl === undefined ? 1 : 2); n++) {
    const command = commandOf(all, name, { redisUrl, inspectPort });
    servers.push(opening.use(await PinnedServer.start({ ...command, isQuiet: inspectPort !== undefined })));
  }
  const stack = opening.move();
  const dialect = { carewire, deno: bareJson, "socket.io": socketIo, flask: socketIo, floor: bareJson }[name];
  return { name, dialect, servers, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

function commandOf(
  { database, nodeDir, floorFrame }: Contenders,
  name: ContenderName,
  { redisUrl, inspectPort }: { redisUrl: string | undefined; inspectPort: number | undefined },
): ServerCommand {
  const port = freePort();
  const redis = redisUrl === undefined ? [] : [redisUrl];
  const inspect = inspectPort === undefined ? [] : [`--inspect=127.0.0.1:${inspectPort}`];
  const deno = [Deno.execPath(), "run", "--no-check", "--allow-all", ...inspect];
  switch (name) {
    case "carewire":
      return {
        name,
        port,
        command: [...deno, "main.ts"],
        cwd: ROOT,
        env: {
          ...clinicEnvironment(database, port),
          ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
        },
        readyPath: "/readyz",
      };
    case "deno":
      return { name, port, command: [...deno, `${PEERS}bare_deno.ts`, String(port), ...redis] };
    case "socket.io":
      return {
        name,
        port,
        command: ["node", ...inspect, `${nodeDir}/socket_io.mjs`, String(port), ...redis],
      };
    case "flask":
      return {
        name,
        port,
        command: ["/usr/bin/python3", `${PEERS}flask_socket_io.py`, String(port), ...redis],
      };
    case "floor": {
      const { bytes, textLength } = floorFrame;
      const sizes = [String(bytes), String(textLength)];
      return { name, port, command: [...deno, `${PEERS}floor.ts`, String(port), ...sizes] };
    }
  }
}
