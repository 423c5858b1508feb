import type { SocketPool } from "../load/socket_pool.ts";
import { maskedFrame } from "../load/ws_frames.ts";
import { type Figure, figure, meter, type Metered } from "../meter.ts";

const WARM_MS = 400;
const DRAIN_MS = 1_500;

/** Conversations of one size; each has so many members of the pool in a row, in order. */
export interface FanOutLoad {
  pool: SocketPool;
  conversationIds: readonly string[];
  size: number;
  metered: Metered;
}

/** How many events of one conversation are on their way at once. */
export interface FanOutShape {
  seconds: number;
  window: number;
}

interface Place {
  sent: number;
  delivered: number;
  nextSender: number;
}

/** "Somebody writes", told to everybody else in a conversation and kept nowhere. */
export function fanOutTyping(load: FanOutLoad, shape: FanOutShape): Figure {
  const { dialect } = load.pool.target;
  const frames = load.conversationIds.map((id) =>
    maskedFrame(dialect.event("chat:typing", { conversation_id: id }))
  );
  return fanOut(load, shape, "chat:typing", (place) => frames[place] ?? new Uint8Array(0));
}

/** A message, stored and then handed to everybody else in a conversation. */
export function fanOutMessages(load: FanOutLoad, shape: FanOutShape): Figure {
  const { dialect } = load.pool.target;
  return fanOut(load, shape, "chat:message", (place) =>
    maskedFrame(dialect.event("chat:message", {
      conversation_id: load.conversationIds[place],
      body: "The pain is less than yesterday, and I could sleep.",
      client_id: crypto.randomUUID(),
    })));
}

function fanOut(
  { pool, conversationIds, size, metered }: FanOutLoad,
  { seconds, window }: FanOutShape,
  name: string,
  frameOf: (place: number) => Uint8Array<ArrayBuffer>,
): Figure {
  const places: Place[] = conversationIds.map(() => ({ sent: 0, delivered: 0, nextSender: 0 }));
  let delivered = 0;
  let isOver = false;
  const fill = (place: Place, n: number) => {
    while (place.sent - Math.floor(place.delivered / (size - 1)) < window) {
      place.sent++;
      pool.send(n * size + place.nextSender, frameOf(n));
      // Another person each time: nobody comes near what one socket may send.
      place.nextSender = (place.nextSender + 1) % size;
    }
  };
  pool.listen(pool.target.dialect.prefix(name), (member, count) => {
    const n = Math.floor(member / size);
    const place = places[n];
    delivered += count;
    if (!place) return;
    place.delivered += count;
    if (!isOver) fill(place, n);
  });
  places.forEach(fill);
  pool.pollFor(WARM_MS);
  delivered = 0;
  const stop = meter(metered);
  pool.pollFor(seconds * 1000);
  const count = delivered;
  const usage = stop();
  isOver = true;
  const missing = () => places.reduce((sum, one) => sum + one.sent * (size - 1) - one.delivered, 0);
  for (const until = performance.now() + DRAIN_MS; missing() > 0 && performance.now() < until;) pool.poll(10);
  return figure(count, usage, { lost: missing() });
}
