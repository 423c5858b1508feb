import type { SocketPool } from "../load/socket_pool.ts";
import { maskedFrame } from "../load/ws_frames.ts";
import { type Figure, figure, type Metered } from "../meter.ts";
import type { Pair } from "../scene.ts";
import { type Counts, drain, type Extent, measureWhile } from "./saturation.ts";

const ACKNOWLEDGED = '{"event":"reply","ref":1,"data"';
/** A text of everyday length. */
export const CHAT_TEXT = "The pain is less than yesterday, and I could sleep. Should I go on with the drops?";

/** So many messages wait for their acknowledgement at any time; everybody takes turns in writing to their peer. */
export function chatUnderLoad(
  { pool, pairs, metered }: { pool: SocketPool; pairs: readonly Pair[]; metered: Metered },
  { waiting, ...extent }: Extent & { waiting: number },
): Figure {
  const { dialect } = pool.target;
  const sentAt = new Float64Array(pool.size);
  const latencies: number[] = [];
  const counts: Counts = { sent: 0, delivered: 0 };
  let member = 0;
  const write = () => {
    member = (member + 1) % pool.size;
    const { conversationId } = pairs[member >> 1] ?? {};
    const data = { conversation_id: conversationId, body: CHAT_TEXT, client_id: crypto.randomUUID() };
    const text = dialect.event("chat:message", data);
    sentAt[member] = performance.now();
    pool.send(member, maskedFrame(`${text.slice(0, -1)},"ref":1}`));
    counts.sent++;
  };
  pool.listen(ACKNOWLEDGED, (by, count) => {
    latencies.push(performance.now() - (sentAt[by] ?? 0));
    counts.delivered += count;
    if (counts.sent < pool.size * extent.perSocket) write();
  });
  for (let n = 0; n < Math.min(waiting, pool.size); n++) write();
  const { count, usage } = measureWhile(pool, metered, counts, extent);
  const measured = latencies.slice(latencies.length - count);
  const sent = counts.sent;
  counts.sent = Infinity;
  return figure(count, usage, { lost: drain(pool, () => sent - counts.delivered), latencies: measured });
}
