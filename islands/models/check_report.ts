import type {
  DeviceReport,
  PermissionWord,
  RelayPath,
  SpeakerAnswer,
} from "../../realtime/core/device_check.ts";
import { DEVICES_MAX, LABEL_LENGTH_MAX, NAME_MAX } from "../../realtime/core/device_check_limits.ts";
import type { ChosenDevices, ListedDevice, Tried } from "./media_door.ts";

/** Everything that a report is made of. */
export interface Findings {
  now: number;
  browser: string;
  camera: Tried;
  microphone: Tried & { heard: boolean };
  speaker: SpeakerAnswer;
  permissions: { camera: PermissionWord; microphone: PermissionWord };
  devices: readonly ListedDevice[];
  chosen: ChosenDevices;
  serverMs: number | null;
  relays: RelayPath[];
}

/** A report as the clinic takes it: within its limits, and without anything that leads to the person's place. */
export function checkReport(found: Findings): DeviceReport {
  const { camera, microphone, chosen } = found;
  const isChosen = ({ kind, deviceId }: ListedDevice) =>
    deviceId === { audioinput: chosen.audio, videoinput: chosen.video, audiooutput: chosen.speaker }[kind];
  return {
    taken_at: new Date(found.now).toISOString(),
    browser: found.browser.slice(0, NAME_MAX),
    camera: tried(camera),
    microphone: { ...tried(microphone), heard: microphone.heard },
    speaker: found.speaker,
    permissions: found.permissions,
    devices: found.devices.filter((one) => one.label !== "").slice(0, DEVICES_MAX).map((one) => ({
      kind: one.kind,
      label: one.label.slice(0, LABEL_LENGTH_MAX),
      chosen: isChosen(one),
    })),
    server_round_trip_ms: found.serverMs,
    relays: found.relays,
  };
}

function tried({ state, error }: Tried) {
  return { state, error: error?.slice(0, NAME_MAX) ?? null };
}
