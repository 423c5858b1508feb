import { offerData } from "../load/dialects.ts";
import type { SocketPool } from "../load/socket_pool.ts";
import { maskedFrame, repeated } from "../load/ws_frames.ts";
import { type Figure, figure, meter, type Metered } from "../meter.ts";
import type { Pair } from "../scene.ts";

const OFFER = "webrtc:offer";
/** Offers on their way at once: enough that a server always has something to do. */
const UNDER_WAY = 768;
/** Odd and no divisor of anything usual, so that every socket gets its turn and neighbours are far apart. */
const STRIDE = 97;
const NOTHING = new Uint8Array(0);
const WARM_MS = 600;
const DRAIN_MS = 1_500;
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
 * leaves, `depth` at once from one socket. All sockets take turns, so none comes near what one may send.
 */
export function relaySaturated(
  load: RelayLoad,
  { seconds, depth }: { seconds: number; depth: number },
): Figure {
  const { pool, metered } = load;
  const bursts = offersOf(load).map((one) => repeated(one, depth));
  let delivered = 0;
  let underWay = 0;
  let next = 0;
  let isOver = false;
  const fill = () => {
    for (; !isOver && underWay + depth <= UNDER_WAY; underWay += depth) {
      next = (next + STRIDE) % bursts.length;
      pool.send(next, bursts[next] ?? NOTHING);
    }
  };
  pool.listen(pool.target.dialect.prefix(OFFER), (_member, count) => {
    delivered += count;
    underWay -= count;
    fill();
  });
  fill();
  pool.pollFor(WARM_MS);
  delivered = 0;
  const stop = meter(metered);
  pool.pollFor(seconds * 1000);
  const count = delivered;
  const usage = stop();
  isOver = true;
  for (const until = performance.now() + DRAIN_MS; underWay > 0 && performance.now() < until;) pool.poll(10);
  return figure(count, usage, { lost: underWay });
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
    const member = (sent * 7) % frames.length;
    sentAt[member ^ 1] = performance.now();
    pool.send(member, frames[member] ?? NOTHING);
    sent++;
  }
  for (const until = performance.now() + DRAIN_MS; latencies.length < sent && performance.now() < until;) {
    pool.poll(1);
  }
  return figure(latencies.length, stop(), { lost: sent - latencies.length, latencies });
}
