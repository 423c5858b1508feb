import type { Hub } from "./hub.ts";
import { FactOrder } from "./fact_order.ts";
import { conversationOfChain, messageNotice } from "./chat_notices.ts";
import type { Bus } from "./ports/bus.ts";
import type { Clock, Timers } from "./ports/clock.ts";
import type { ConversationStore } from "./ports/conversation_store.ts";
import { type FactMark, type Notice, type Packet, packetOf } from "./ports/notice.ts";

export interface TellerDeps {
  hub: Hub;
  bus: Pick<Bus, "publish">;
  conversations: Pick<ConversationStore, "messages" | "participants">;
  /** Called with every fact that sockets here are told of. */
  isTold(fact: FactMark): void;
  clock: Clock;
  timers: Timers;
  report(error: unknown): void;
}

/** How events get to sockets: to those here at once, to those of other instances over the bus. */
export interface Teller {
  tell(notices: readonly Notice[]): Promise<void>;
  /** Delivers to sockets here only, in the order of facts. */
  deliver(packets: readonly Packet[]): void;
  close(): void;
}

/** Puts hub, order of facts and bus together. */
export function makeTeller(deps: TellerDeps): Teller {
  const { hub, bus } = deps;
  const order = new FactOrder({
    ...deps,
    pass(packet) {
      if (packet.fact) deps.isTold(packet.fact);
      hub.send(packet);
    },
    hasListenedSince: (to, at) => hub.hasListenedSince(to, at),
    fetch: (name, after, before) => readChain(deps, name, after, before),
  });
  const deliver = (packets: readonly Packet[]) => {
    for (const packet of packets) order.take(packet);
  };
  return {
    deliver,
    tell(notices) {
      if (notices.length > 0) {
        const packets = notices.map(packetOf);
        deliver(packets);
        bus.publish(packets);
      }
      return Promise.resolve();
    },
    close: () => order.close(),
  };
}

async function readChain(
  { conversations }: TellerDeps,
  name: string,
  after: number,
  before: number,
): Promise<Packet[]> {
  const id = conversationOfChain(name);
  const window = { kind: "after", seq: after, limit: before - after - 1 } as const;
  const [{ items }, users = []] = await Promise.all([
    conversations.messages(id, window),
    conversations.participants(id),
  ]);
  return items.map((message) => packetOf(messageNotice({ users }, message)));
}
