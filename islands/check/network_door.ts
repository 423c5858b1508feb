/// <reference lib="dom" />
import { ApiClient } from "../lib/api_client.ts";
import type { NetworkDoor } from "../models/network_trial.ts";
import { probeRelay } from "./relay_probe.ts";

/** A server that is slower than this gives no answer, in milliseconds. */
const ANSWER_MS = 8_000;

/** The network as this browser has it. */
export function networkDoor(api: ApiClient): NetworkDoor {
  return {
    async ping() {
      const start = performance.now();
      const response = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
      if (!response.ok) throw new Error("the server is not well");
      await response.text();
      return performance.now() - start;
    },
    iceServers: async () =>
      (await api.ask("GET /api/ice-servers", { signal: AbortSignal.timeout(ANSWER_MS) })).ice_servers,
    tryRelay: probeRelay,
  };
}
