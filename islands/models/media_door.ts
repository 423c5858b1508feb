/// <reference lib="dom" />
import type { DeviceState, PermissionWord } from "../../realtime/core/device_check.ts";
import type { LevelMeter } from "../level_meter.ts";
import type { MediaWish } from "../lib/media_fallback.ts";
import type { DeviceTrouble } from "./device_trouble.ts";

export type DeviceKind = "audio" | "video";

/** Which camera, microphone and speaker were chosen in this browser; its own choice where left out. */
export interface ChosenDevices {
  audio?: string;
  video?: string;
  speaker?: string;
}

/** What became of one device. */
export interface Tried {
  state: DeviceState;
  trouble: DeviceTrouble | null;
  /** Name of the browser's error. */
  error: string | null;
}

/** One device as the browser lists it. */
export type ListedDevice = Pick<MediaDeviceInfo, "deviceId" | "kind" | "label">;

/** What a trial of the devices needs of the browser. */
export interface MediaDoor {
  /** Why the page may have no devices at all; null where it may. */
  lacking: "insecure" | "unsupported" | null;
  /** Rejects with the browser's error. */
  open(wish: MediaWish, choice: ChosenDevices): Promise<MediaStream>;
  /** One stream of the tracks of several. */
  join(streams: readonly MediaStream[]): MediaStream;
  list(): Promise<ListedDevice[]>;
  permission(kind: DeviceKind): Promise<PermissionWord>;
  /** Null where loudness can't be measured. */
  meter(stream: MediaStream): LevelMeter | null;
  /** Calls back whenever a device comes or goes. */
  watch(run: () => void): void;
  chosen(): ChosenDevices;
  remember(change: ChosenDevices): void;
}
