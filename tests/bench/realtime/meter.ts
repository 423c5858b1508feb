import { cpuSeconds, familyOf } from "./processes.ts";

/** Whose processor time is looked at. */
export interface Metered {
  servers: readonly { pid: number }[];
  /** Process of the database, whose children count too. */
  databasePid?: number;
  redisPid?: number;
}

/** What was used between two moments: seconds of wall time, and shares of one core. */
export interface Usage {
  seconds: number;
  serverSeconds: number;
  serverShare: number;
  loadShare: number;
  databaseShare: number;
  redisShare: number;
}

/** Starts looking; the returned function tells what has been used since. */
export function meter({ servers, databasePid, redisPid }: Metered): () => Usage {
  const pids = servers.map((one) => one.pid);
  const read = () => ({
    at: performance.now() / 1000,
    servers: cpuSeconds(pids),
    load: cpuSeconds([Deno.pid]),
    database: databasePid === undefined ? 0 : cpuSeconds(familyOf(databasePid)),
    redis: redisPid === undefined ? 0 : cpuSeconds([redisPid]),
  });
  const before = read();
  return () => {
    const now = read();
    const seconds = now.at - before.at;
    return {
      seconds,
      serverSeconds: now.servers - before.servers,
      serverShare: (now.servers - before.servers) / seconds,
      loadShare: (now.load - before.load) / seconds,
      databaseShare: (now.database - before.database) / seconds,
      redisShare: (now.redis - before.redis) / seconds,
    };
  };
}

/** One measurement of one server. */
export interface Figure {
  /** Delivered events, opened sockets or acknowledged messages per second. */
  perSecond: number;
  /** Microseconds of the servers' processor time for each of them. */
  cpuMicros: number;
  usage: Usage;
  /** Events that never came. */
  lost: number;
  /** Milliseconds of each, where they were measured. */
  latencies: number[];
}

/** A figure out of what was counted. */
export function figure(
  count: number,
  usage: Usage,
  rest: { lost?: number; latencies?: number[] } = {},
): Figure {
  return {
    perSecond: count / usage.seconds,
    cpuMicros: (usage.serverSeconds * 1e6) / count,
    usage,
    lost: rest.lost ?? 0,
    latencies: rest.latencies ?? [],
  };
}
