import { MESSAGES_PER_REQUEST } from "../../../islands/models/message_history.ts";
import type { PlantedBug } from "./planted_bug.ts";

/** What a page may get wrong. */
export const plantedInClients: readonly PlantedBug[] = [
  {
    name: "a message is sent again under a fresh client id",
    foundBy: ["written once, stored once"],
    faults: { storeErrorAfter: 0.1, cutMeanMs: 1_000 },
    clientId: (_, fresh) => fresh(),
  },
  {
    name: "the outbox is empty after a reload",
    foundBy: ["written is stored"],
    faults: { reloadMeanMs: 1_500, offlineMeanMs: 4_000 },
    outbox: (store) => ({ ...store, load: () => [] }),
  },
  {
    name: "catching up leaves out the last page",
    foundBy: ["every view is what is stored"],
    faults: { cutMeanMs: 1_000, offlineMeanMs: 5_000 },
    history: (history) => ({
      ...history,
      after: async (seq) => {
        const page = await history.after(seq);
        return page.length < MESSAGES_PER_REQUEST ? [] : page;
      },
    }),
  },
  {
    name: "signals are sent once and never again",
    foundBy: ["signals arrive"],
    faults: {
      busDrop: 0.1,
      busOutageMeanMs: Infinity,
      cutMeanMs: Infinity,
      crashMeanMs: Infinity,
      drainMeanMs: Infinity,
      clockJumpMeanMs: Infinity,
      storeSlowMeanMs: Infinity,
      storeOutageMeanMs: Infinity,
    },
    signals: (tools) => {
      const sent = new Set<number>();
      return {
        ...tools,
        send: (signal, n) => {
          if (!sent.has(n)) tools.send(signal, n);
          sent.add(n);
        },
      };
    },
  },
  {
    name: "a signal that was not acknowledged is taken twice",
    foundBy: ["signals once"],
    faults: { busDuplicate: 0.1, busIsRaw: true },
    signals: (tools) => ({
      ...tools,
      deliver: (signal) => {
        tools.deliver(signal);
        if (signal.kind === "candidate") tools.deliver(signal);
      },
    }),
  },
  {
    name: "a page that hears nothing rings for ever",
    foundBy: ["nothing rings past ring_until"],
    faults: { cutMeanMs: 800, offlineMeanMs: 3_000 },
    ringTimers: () => ({ set: () => () => {} }),
  },
];
