import * as v from "valibot";
import { DEVICES_MAX, LABEL_LENGTH_MAX, NAME_MAX, TRANSPORTS } from "./device_check_limits.ts";
import * as f from "./fields.ts";

/** Longest time that counts as a measurement, in milliseconds. */
const TIME_MS_MAX = 60_000;
const KBPS_MAX = 10_000_000;

/** What became of a camera or a microphone; `off` is what the person chose. */
export const DEVICE_STATES = ["working", "denied", "missing", "in_use", "insecure", "failed", "off"] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

/** `unknown`: the browser does not tell. */
export const PERMISSIONS = ["granted", "prompt", "denied", "unknown"] as const;
export type PermissionWord = (typeof PERMISSIONS)[number];

/** What the person said of the test sound. */
export const SPEAKER_ANSWERS = ["heard", "not_heard", "not_tried"] as const;
export type SpeakerAnswer = (typeof SPEAKER_ANSWERS)[number];

/** What a visit from this device can be: with pictures, with sound only, or probably none at all. */
export const VERDICTS = ["video", "sound", "not_possible"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What stands in a visit's way, the gravest first. */
export const DEVICE_PROBLEMS = [
  "microphone_insecure",
  "microphone_denied",
  "microphone_missing",
  "microphone_in_use",
  "microphone_failed",
  "microphone_off",
  "relay_unreachable",
  "server_unreachable",
  "network_lossy",
  "network_slow",
  "network_unsteady",
  "network_narrow",
  "camera_insecure",
  "camera_denied",
  "camera_missing",
  "camera_in_use",
  "camera_failed",
  "camera_off",
  "microphone_silent",
  "speaker_not_heard",
] as const;
export type DeviceProblem = (typeof DEVICE_PROBLEMS)[number];

const name = v.pipe(v.string(), v.maxLength(NAME_MAX));
const milliseconds = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(TIME_MS_MAX)));
const percent = v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(100)));
const kbps = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(KBPS_MAX)));
const permission = v.picklist(PERMISSIONS);

/** One device as it was tried; `error` is the name of the browser's DOMException. */
const triedDevice = {
  state: v.picklist(DEVICE_STATES),
  error: v.nullable(name),
};

/** The way over a relay by one transport; what was not measured is null. */
export const relayPath = v.strictObject({
  transport: v.picklist(TRANSPORTS),
  reachable: v.boolean(),
  /** To the relay and back, in milliseconds. */
  round_trip_ms: milliseconds,
  /** Percent. */
  loss: percent,
  /** Milliseconds. */
  jitter_ms: milliseconds,
  /** Kilobits per second that came through; never more was tried than a short test needs. */
  bandwidth_kbps: kbps,
});
export type RelayPath = v.InferOutput<typeof relayPath>;

/** What a device found out about itself. Says nothing of addresses. */
export const deviceReport = v.strictObject({
  /** By the clock of the device. */
  taken_at: f.time,
  browser: name,
  camera: v.strictObject(triedDevice),
  /** `heard`: whether anything louder than silence came from it. */
  microphone: v.strictObject({ ...triedDevice, heard: v.boolean() }),
  speaker: v.picklist(SPEAKER_ANSWERS),
  permissions: v.strictObject({ camera: permission, microphone: permission }),
  devices: v.pipe(
    v.array(v.strictObject({
      kind: v.picklist(["audioinput", "audiooutput", "videoinput"]),
      label: v.pipe(v.string(), v.maxLength(LABEL_LENGTH_MAX)),
      /** Whether it was the one that was tried. */
      chosen: v.boolean(),
    })),
    v.maxLength(DEVICES_MAX),
  ),
  /** The way to the clinic's server and back, in milliseconds; null where it gave no answer. */
  server_round_trip_ms: milliseconds,
  /** One for each transport that the clinic has a relay for; none where it has no relay. */
  relays: v.pipe(v.array(relayPath), v.maxLength(TRANSPORTS.length)),
});
export type DeviceReport = v.InferOutput<typeof deviceReport>;

/** A check of a device before a visit, as participants and administrators see it. */
export const deviceCheckObject = v.object({
  check_id: f.uuid,
  user_id: f.key,
  /** The visit that it was made for; null where it was made for none. */
  appointment_id: v.nullable(f.key),
  /** By the server's clock. */
  at: f.time,
  verdict: v.picklist(VERDICTS),
  /** The gravest first; none where all is well. */
  problems: v.array(v.picklist(DEVICE_PROBLEMS)),
  /** At length; for the person themselves, the doctor and administrators. */
  report: v.nullable(deviceReport),
});
export type DeviceCheckObject = v.InferOutput<typeof deviceCheckObject>;
