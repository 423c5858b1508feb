/// <reference lib="dom" />
import type { PermissionWord } from "../../realtime/core/device_check.ts";
import { levelMeter } from "../level_meter.ts";
import type { MediaWish } from "../lib/media_fallback.ts";
import { rememberDevices, rememberedDevices } from "../models/device_memory.ts";
import type { ChosenDevices, DeviceKind, MediaDoor } from "../models/media_door.ts";
import { browserShelf } from "../shelf.ts";

const NAMES = { audio: "microphone", video: "camera" } as const;

/** This browser's cameras, microphones and speakers. */
export function mediaDoor(): MediaDoor {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  return {
    lacking: lackOf(devices),
    open: (wish, chosen) => openChosen(devices, wish, chosen),
    join: (streams) => new MediaStream(streams.flatMap((one) => one.getTracks())),
    list: () => devices ? devices.enumerateDevices() : Promise.resolve([]),
    permission,
    meter(stream) {
      try {
        return levelMeter(stream);
      } catch {
        return null;
      }
    },
    watch: (run) => devices?.addEventListener?.("devicechange", run),
    chosen,
    remember: ({ audio, video, speaker }) =>
      rememberDevices(browserShelf, {
        ...(audio !== undefined && { microphone: audio }),
        ...(video !== undefined && { camera: video }),
        ...(speaker !== undefined && { speaker }),
      }),
  };
}

function chosen(): ChosenDevices {
  const { camera, microphone, speaker } = rememberedDevices(browserShelf);
  return { audio: microphone ?? undefined, video: camera ?? undefined, speaker: speaker ?? undefined };
}

/** `exact`, for what is merely preferred is not always taken; but one that is gone keeps no other away. */
async function openChosen(
  devices: MediaDevices,
  wish: MediaWish,
  chosen: ChosenDevices,
): Promise<MediaStream> {
  const by = (id: string | undefined) => id === undefined ? true : { deviceId: { exact: id } };
  try {
    return await devices.getUserMedia({
      audio: wish.audio && by(chosen.audio),
      video: wish.video && by(chosen.video),
    });
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== "OverconstrainedError") throw fault;
    return await devices.getUserMedia(wish);
  }
}

function lackOf(devices: MediaDevices | undefined): MediaDoor["lacking"] {
  if (typeof devices?.getUserMedia === "function") return null;
  // Browsers hide the devices from pages that were not loaded securely.
  return globalThis.isSecureContext ? "unsupported" : "insecure";
}

async function permission(kind: DeviceKind): Promise<PermissionWord> {
  try {
    const name = NAMES[kind] as PermissionName;
    return (await navigator.permissions.query({ name })).state;
  } catch {
    return "unknown"; // Not every browser tells, and not every one knows these names.
  }
}
