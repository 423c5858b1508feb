/// <reference lib="dom" />
import { type MediaWish, nextWish } from "./media_fallback.ts";

/** The tracks that could be had, and the name of the DOMException that kept the others away. */
export interface Acquired {
  tracks: MediaStreamTrack[];
  error: string | null;
}

/** Which device of a kind to use; the browser's choice when it is left out. */
export interface DeviceChoice {
  audio?: string;
  video?: string;
  /** Which way the camera looks, where none is named. */
  facing?: "user" | "environment";
}

/** Opens camera and microphone as far as they can be had; with `strict` no other than the chosen ones. Never rejects. */
export async function acquireMedia(
  devices: MediaDevices | undefined,
  wanted: MediaWish,
  choice: DeviceChoice = {},
  strict = false,
): Promise<Acquired> {
  // Browsers hide the devices from pages that were not loaded securely.
  if (!devices) return { tracks: [], error: "SecurityError" };
  let error: string | null = null;
  const choices = strict ? [choice] : alternatives(choice);
  let wish: MediaWish | null = wanted.audio || wanted.video ? wanted : null;
  while (wish) {
    try {
      const stream = await devices.getUserMedia(constraintsOf(wish, choices[0] ?? {}, strict));
      return { tracks: stream.getTracks(), error };
    } catch (fault) {
      const name = nameOf(fault);
      if (choices.length > 1 && name !== "NotAllowedError") {
        choices.shift();
        continue;
      }
      error ??= name;
      wish = nextWish(wanted, wish, name, await isMicrophoneAllowed());
    }
  }
  return { tracks: [], error };
}

/** A remembered device may be at home while its owner is not: then any other will do, but no more others than needed. */
function alternatives(choice: DeviceChoice): DeviceChoice[] {
  const { audio, video, facing } = choice;
  const one = audio !== undefined && video !== undefined ? [{ audio, facing }, { video }] : [];
  return audio ?? video ? [choice, ...one, { facing }] : [choice];
}

/** The name by which a fault of a browser's media functions is known. */
export function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.name : "UnknownError";
}

function constraintsOf(wish: MediaWish, choice: DeviceChoice, strict: boolean): MediaStreamConstraints {
  const { audio, facing = "user" } = choice;
  const video = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
  return {
    audio: wish.audio && (audio === undefined ? true : { deviceId: { exact: audio } }),
    video: wish.video &&
      {
        ...video,
        ...(choice.video === undefined
          ? { facingMode: strict ? { exact: facing } : facing }
          : { deviceId: { exact: choice.video } }),
      },
  };
}

async function isMicrophoneAllowed(): Promise<boolean> {
  try {
    const status = await navigator.permissions.query({ name: "microphone" as PermissionName });
    return status.state === "granted";
  } catch {
    return false; // Not every browser tells.
  }
}
