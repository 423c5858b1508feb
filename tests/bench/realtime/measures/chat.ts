import type { SocketPool } from "../load/socket_pool.ts";
import { maskedFrame } from "../load/ws_frames.ts";
import { type Figure, figure, meter, type Metered } from "../meter.ts";
import type { Pair } from "../scene.ts";

const WARM_MS = 400;
const DRAIN_MS = 2_000;
const ACKNOWLEDGED = '{"event":"reply","ref":1,"data"';
/** A text of everyday length. */
export const CHAT_TEXT = "The pain is less than yesterday, and I could sleep. Should I go on with the drops?";

/** The first person of each pair writes to the second, and goes on once the last message is acknowledged. */
export function chatUnderLoad(
  { pool, pairs, metered }: { pool: SocketPool; pairs: readonly Pair[]; metered: Metered },
  { seconds, senders }: { seconds: number; senders: number },
): Figure {
  const { dialect } = pool.target;
  const sentAt = new Float64Array(pool.size);
  let latencies: number[] = [];
  let underWay = 0;
  let isOver = false;
  const write = (member: number) => {
    const { conversationId } = pairs[member >> 1] ?? {};
    const data = { conversation_id: conversationId, body: CHAT_TEXT, client_id: crypto.randomUUID() };
    const text = dialect.event("chat:message", data);
    sentAt[member] = performance.now();
    pool.send(member, maskedFrame(`${text.slice(0, -1)},"ref":1}`));
    underWay++;
  };
  pool.listen(ACKNOWLEDGED, (member, count) => {
    latencies.push(performance.now() - (sentAt[member] ?? 0));
    underWay -= count;
    if (!isOver) write(member);
  });
  for (let n = 0; n < Math.min(senders, pairs.length); n++) write(2 * n);
  pool.pollFor(WARM_MS);
  latencies = [];
  const stop = meter(metered);
  pool.pollFor(seconds * 1000);
  const measured = latencies;
  const usage = stop();
  isOver = true;
  for (const until = performance.now() + DRAIN_MS; underWay > 0 && performance.now() < until;) pool.poll(10);
  return figure(measured.length, usage, { lost: underWay, latencies: measured });
}
