import type { DeviceProblem, DeviceReport, DeviceState, RelayPath, Verdict } from "./device_check.ts";

/** Beyond these a picture is no longer good (ITU-T G.1010 and what video needs at its lowest rate). */
const FOR_VIDEO = { roundTripMs: 400, lossPercent: 4, jitterMs: 60, bandwidthKbps: 500 } as const;
/** Beyond these even speech is no longer understood. */
const FOR_SOUND = { roundTripMs: 1_200, lossPercent: 15, jitterMs: 250, bandwidthKbps: 48 } as const;

/** What a report comes to: one word, and what stands in the way, the gravest first. */
export interface Judgement {
  verdict: Verdict;
  problems: DeviceProblem[];
}

/** Judges a report; the server does so too, whatever a device says. */
export function judge(report: DeviceReport): Judgement {
  const path = bestPath(report.relays);
  const network = networkProblems(report, path);
  const problems: DeviceProblem[] = [
    ...deviceProblem("microphone", report.microphone.state),
    ...network,
    ...deviceProblem("camera", report.camera.state),
    ...(report.microphone.state === "working" && !report.microphone.heard
      ? ["microphone_silent" as const]
      : []),
    ...(report.speaker === "not_heard" ? ["speaker_not_heard" as const] : []),
  ];
  return { verdict: verdictOf(report, path), problems };
}

/** What a visit over this relay could be. */
export function relayVerdict(path: RelayPath): Verdict {
  if (!path.reachable || exceeds(path, FOR_SOUND)) return "not_possible";
  return exceeds(path, FOR_VIDEO) ? "sound" : "video";
}

/** The way that a call would take: the best one, and of equals the first, which has the least delay. */
export function bestPath(relays: readonly RelayPath[]): RelayPath | undefined {
  const order: readonly Verdict[] = ["video", "sound", "not_possible"];
  const reachable = relays.filter((one) => one.reachable);
  return reachable.toSorted((a, b) => order.indexOf(relayVerdict(a)) - order.indexOf(relayVerdict(b)))[0];
}

function verdictOf(report: DeviceReport, path: RelayPath | undefined): Verdict {
  const { microphone, camera, server_round_trip_ms: server, relays } = report;
  if (microphone.state !== "working" || server === null) return "not_possible";
  const network = path ? relayVerdict(path) : relays.length > 0 ? "not_possible" : serverVerdict(server);
  return network === "video" && camera.state !== "working" ? "sound" : network;
}

/** Without a relay only the way to the server says something of the network. */
function serverVerdict(roundTripMs: number): Verdict {
  if (roundTripMs > FOR_SOUND.roundTripMs) return "not_possible";
  return roundTripMs > FOR_VIDEO.roundTripMs ? "sound" : "video";
}

function networkProblems(report: DeviceReport, path: RelayPath | undefined): DeviceProblem[] {
  const { server_round_trip_ms: server, relays } = report;
  const problems: DeviceProblem[] = [];
  if (relays.length > 0 && !path) problems.push("relay_unreachable");
  if (server === null) problems.push("server_unreachable");
  if (path && isAbove(path.loss, FOR_VIDEO.lossPercent)) problems.push("network_lossy");
  if (isAbove(path ? path.round_trip_ms : server, FOR_VIDEO.roundTripMs)) problems.push("network_slow");
  if (path && isAbove(path.jitter_ms, FOR_VIDEO.jitterMs)) problems.push("network_unsteady");
  if (path && isBelow(path.bandwidth_kbps, FOR_VIDEO.bandwidthKbps)) problems.push("network_narrow");
  return problems;
}

function deviceProblem(kind: "camera" | "microphone", state: DeviceState): DeviceProblem[] {
  return state === "working" ? [] : [`${kind}_${state}`];
}

function exceeds(path: RelayPath, limits: Record<keyof typeof FOR_VIDEO, number>): boolean {
  return isAbove(path.round_trip_ms, limits.roundTripMs) || isAbove(path.loss, limits.lossPercent) ||
    isAbove(path.jitter_ms, limits.jitterMs) || isBelow(path.bandwidth_kbps, limits.bandwidthKbps);
}

/** What was not measured speaks against nothing. */
function isAbove(value: number | null, most: number): boolean {
  return value !== null && value > most;
}

function isBelow(value: number | null, least: number): boolean {
  return value !== null && value < least;
}
