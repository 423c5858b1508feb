import type { DeviceReport, RelayPath } from "../../realtime/core/device_check.ts";

/** The report of a device where all is well, unless a test says otherwise. */
export function deviceReportOf(changes: Partial<DeviceReport> = {}): DeviceReport {
  return {
    taken_at: "2026-03-02T09:00:00.000Z",
    browser: "Chrome on Windows",
    camera: { state: "working", error: null },
    microphone: { state: "working", error: null, heard: true },
    speaker: "heard",
    permissions: { camera: "granted", microphone: "granted" },
    devices: [
      { kind: "audioinput", label: "Built-in microphone", chosen: true },
      { kind: "videoinput", label: "Built-in camera", chosen: true },
    ],
    server_round_trip_ms: 18,
    relays: [relayPathOf()],
    ...changes,
  };
}

/** A way over a relay on which all is well, unless a test says otherwise. */
export function relayPathOf(changes: Partial<RelayPath> = {}): RelayPath {
  return {
    transport: "udp",
    reachable: true,
    round_trip_ms: 24,
    loss: 0,
    jitter_ms: 2,
    bandwidth_kbps: 4_200,
    ...changes,
  };
}
