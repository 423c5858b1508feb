import { type NetworkDoor, NetworkTrial } from "../../islands/models/network_trial.ts";
import { bandwidthKbps, median, probeFigures } from "../../islands/models/probe_figures.ts";
import { relaysOf } from "../../islands/models/relays_of.ts";
import type { Transport } from "../../realtime/core/device_check_limits.ts";
import { assertEquals } from "../support/assert.ts";
import { relayPathOf } from "../support/device_reports.ts";

Deno.test("probeFigures() gives delay, loss and jitter of what came back [CHECK-8]", () => {
  const probes = [[0, 40], [10, 60], [20, null], [30, 80]].map(([sentAt, arrivedAt]) => ({
    sentAt: sentAt ?? 0,
    arrivedAt: arrivedAt ?? null,
  }));
  assertEquals(probeFigures(probes), { round_trip_ms: 50, loss: 25, jitter_ms: 5 });
  assertEquals(probeFigures([{ sentAt: 0, arrivedAt: null }]), {
    round_trip_ms: null,
    loss: 100,
    jitter_ms: null,
  });
  assertEquals(probeFigures([]), { round_trip_ms: null, loss: null, jitter_ms: null });
});

Deno.test("bandwidthKbps() counts from the first arrival on, and median() takes the lower middle [CHECK-8]", () => {
  const arrivals = [0, 10, 20].map((at) => ({ at, bytes: 1_000 }));
  assertEquals(bandwidthKbps(arrivals), 800);
  assertEquals(bandwidthKbps(arrivals.slice(0, 1)), null);
  assertEquals(bandwidthKbps([{ at: 5, bytes: 1 }, { at: 5, bytes: 1_000 }]), 8_000);
  assertEquals([median([3, 1, 2]), median([4, 1]), median([])], [2, 1, null]);
});

Deno.test("relaysOf() sorts relays by what media travels over to them, and leaves STUN out [CHECK-8]", () => {
  const login = { username: "u", credential: "c" };
  const servers = [
    { urls: "stun:a.example" },
    { urls: ["turns:a.example:5349", "turn:a.example?transport=tcp", "turn:a.example"], ...login },
    { urls: "turn:b.example?transport=udp", ...login },
  ];
  assertEquals(relaysOf(servers), [
    ["udp", [{ urls: "turn:a.example", ...login }, { urls: "turn:b.example?transport=udp", ...login }]],
    ["tcp", [{ urls: "turn:a.example?transport=tcp", ...login }]],
    ["tls", [{ urls: "turns:a.example:5349", ...login }]],
  ]);
  assertEquals(relaysOf([{ urls: "stun:a.example" }]), []);
});

const BOTH = ["turn:a.example?transport=udp", "turn:a.example?transport=tcp"];

function doorOf(changes: Partial<NetworkDoor> = {}): NetworkDoor & { tried: Transport[] } {
  const tried: Transport[] = [];
  return {
    tried,
    ping: () => Promise.resolve(12.4),
    iceServers: () => Promise.resolve([{ urls: BOTH, username: "u", credential: "c" }]),
    tryRelay: (transport) => {
      tried.push(transport);
      return Promise.resolve(relayPathOf({ transport }));
    },
    ...changes,
  };
}

Deno.test("NetworkTrial tries the server and each relay, one after the other [CHECK-8]", async () => {
  const trial = new NetworkTrial();
  const door = doorOf();
  const running = trial.run(door);
  assertEquals(trial.state.value, "running");
  await running;
  assertEquals([trial.state.value, trial.serverMs.value], ["done", 12]);
  assertEquals(door.tried, ["udp", "tcp"]);
  assertEquals(trial.paths.map((one) => one.transport), ["udp", "tcp"]);
});

Deno.test("NetworkTrial fails where the server gives no answer, and counts the pings that came [CHECK-8]", async () => {
  const trial = new NetworkTrial();
  await trial.run(doorOf({ ping: () => Promise.reject(new Error("offline")) }));
  assertEquals([trial.state.value, trial.serverMs.value, trial.paths], ["failed", null, []]);
  await trial.run(doorOf({ iceServers: () => Promise.reject(new Error("offline")) }));
  assertEquals([trial.state.value, trial.serverMs.value], ["failed", null]);
  const pings = [10, 30];
  await trial.run(doorOf({
    ping: () => pings.length > 0 ? Promise.resolve(pings.shift() ?? 0) : Promise.reject(new Error("cut")),
    iceServers: () => Promise.resolve([]),
  }));
  assertEquals([trial.state.value, trial.serverMs.value, trial.relays.value], ["done", 10, []]);
});

Deno.test("NetworkTrial lets a later run take the place of an earlier one [CHECK-8]", async () => {
  const trial = new NetworkTrial();
  const { promise, resolve } = Promise.withResolvers<ReturnType<typeof relayPathOf>>();
  const early = trial.run(doorOf({ tryRelay: () => promise }));
  await trial.run(doorOf());
  resolve(relayPathOf({ transport: "udp", loss: 99 }));
  await early;
  assertEquals([trial.state.value, trial.paths.map((one) => one.loss)], ["done", [0, 0]]);
});
