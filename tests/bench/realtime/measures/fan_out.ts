import type { SocketPool } from "../load/socket_pool.ts";
import { maskedFrame } from "../load/ws_frames.ts";
import { type Figure, figure, type Metered } from "../meter.ts";
import { type Counts, drain, type Extent, measureWhile } from "./saturation.ts";

/** Conversations of one size; each has so many members of the pool in a row, in order. */
export interface FanOutLoad {
  pool: SocketPool;
  conversationIds: readonly string[];
  size: number;
  metered: Metered;
}

/** How many events of one conversation are on their way at once. */
export interface FanOutShape extends Extent {
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
  { window, ...extent }: FanOutShape,
  name: string,
  frameOf: (place: number) => Uint8Array<ArrayBuffer>,
): Figure {
  const places: Place[] = conversationIds.map(() => ({ sent: 0, delivered: 0, nextSender: 0 }));
  const counts: Counts = { sent: 0, delivered: 0 };
  const budget = pool.size * extent.perSocket;
  const fill = (place: Place, n: number) => {
    while (counts.sent < budget && place.sent - Math.floor(place.delivered / (size - 1)) < window) {
      counts.sent++;
      place.sent++;
      pool.send(n * size + place.nextSender, frameOf(n));
      place.nextSender = (place.nextSender + 1) % size;
    }
  };
  pool.listen(pool.target.dialect.prefix(name), (member, count) => {
    const n = Math.floor(member / size);
    const place = places[n];
    counts.delivered += count;
    if (!place) return;
    place.delivered += count;
    fill(place, n);
  });
  places.forEach(fill);
  const { count, usage } = measureWhile(pool, metered, counts, extent);
  const sent = counts.sent;
  counts.sent = Infinity;
  return figure(count, usage, { lost: drain(pool, () => sent * (size - 1) - counts.delivered) });
}
