import { offerData } from "../load/dialects.ts";
import type { SocketPool } from "../load/socket_pool.ts";
import { maskedFrame, repeated } from "../load/ws_frames.ts";
import { type Figure, figure, meter, type Metered } from "../meter.ts";
import type { Pair } from "../scene.ts";
import { type Counts, drain, type Extent, measureWhile } from "./saturation.ts";

const OFFER = "webrtc:offer";
/** Offers on their way at once: enough that a server always has something to do. */
const UNDER_WAY = 768;
/** Odd and no divisor of anything usual, so that every socket gets its turn and neighbours are far apart. */
const STRIDE = 97;
const NOTHING = new Uint8Array(0);
/** Offers per second of the measurement of latency. */
const LOW_RATE = 200;

/** Members 2n and 2n + 1 of the pool are the two people of pair n. */
export interface RelayLoad {
  pool: SocketPool;
  pairs: readonly Pair[];
  sdp: string;
  metered: Metered;
}

/** One offer of each member to its peer. */
function offersOf({ pool, pairs, sdp }: RelayLoad): Uint8Array<ArrayBuffer>[] {
  const { dialect } = pool.target;
  return pairs.flatMap((pair) =>
    ([0, 1] as const).map((side) => maskedFrame(dialect.event(OFFER, offerData(pair, side, sdp))))
  );
}

/**
 * As many relays as the server can do: so many offers are on their way at any time, and for each that arrives another one
 * leaves, `depth` at once from one socket. All sockets take turns.
 */
export function relaySaturated(load: RelayLoad, { depth, ...extent }: Extent & { depth: number }): Figure {
  const { pool, metered } = load;
  const bursts = offersOf(load).map((one) => repeated(one, depth));
  const counts: Counts = { sent: 0, delivered: 0 };
  const budget = pool.size * extent.perSocket;
  let next = 0;
  const fill = () => {
    for (
      ;
      counts.sent < budget && counts.sent - counts.delivered + depth <= UNDER_WAY;
      counts.sent += depth
    ) {
      next = (next + STRIDE) % bursts.length;
      pool.send(next, bursts[next] ?? NOTHING);
    }
  };
  pool.listen(pool.target.dialect.prefix(OFFER), (_member, count) => {
    counts.delivered += count;
    fill();
  });
  fill();
  const { count, usage } = measureWhile(pool, metered, counts, extent);
  const over = { ...counts };
  counts.sent = Infinity;
  return figure(count, usage, { lost: drain(pool, () => over.sent - counts.delivered) });
}

/** How long one offer takes when the server has little to do: 200 a second, one after the other. */
export function relayLatency(load: RelayLoad, { seconds }: { seconds: number }): Figure {
  const { pool, metered } = load;
  const frames = offersOf(load);
  const sentAt = new Float64Array(frames.length);
  const latencies: number[] = [];
  let sent = 0;
  pool.listen(pool.target.dialect.prefix(OFFER), (member) => {
    latencies.push(performance.now() - (sentAt[member] ?? 0));
  });
  const stop = meter(metered);
  const start = performance.now();
  while (sent < LOW_RATE * seconds) {
    const dueAt = start + (sent * 1000) / LOW_RATE;
    // Whole milliseconds are the least that can be waited for, so the last one is polled away.
    while (performance.now() < dueAt) pool.poll(dueAt - performance.now() > 1.5 ? 1 : 0);
    const member = (sent * STRIDE) % frames.length;
    sentAt[member ^ 1] = performance.now();
    pool.send(member, frames[member] ?? NOTHING);
    sent++;
  }
  const lost = drain(pool, () => sent - latencies.length);
  return figure(latencies.length, stop(), { lost, latencies });
}
