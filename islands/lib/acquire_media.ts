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
}

/**
 * Opens camera and microphone as far as they can be had; where a chosen one is gone and need not be `exactly` this one,
 * another. Never rejects.
 */
export async function acquireMedia(
  devices: MediaDevices | undefined,
  wanted: MediaWish,
  choice: DeviceChoice = {},
  exactly = false,
): Promise<Acquired> {
  // Browsers hide the devices from pages that were not loaded securely.
  if (!devices) return { tracks: [], error: "SecurityError" };
  let error: string | null = null;
  let mayDiffer = !exactly;
  let wish: MediaWish | null = wanted.audio || wanted.video ? wanted : null;
  while (wish) {
    try {
      const stream = await devices.getUserMedia(constraintsOf(wish, choice));
      return { tracks: stream.getTracks(), error };
    } catch (fault) {
      const name = nameOf(fault);
      if (mayDiffer && name === "OverconstrainedError") {
        choice = {};
        mayDiffer = false;
        continue;
      }
      error ??= name;
      wish = nextWish(wanted, wish, name, await isMicrophoneAllowed());
    }
  }
  return { tracks: [], error };
}

/** The name by which a fault of a browser's media functions is known. */
export function nameOf(fault: unknown): string {
  return fault instanceof Error ? fault.name : "UnknownError";
}

function constraintsOf(wish: MediaWish, choice: DeviceChoice): MediaStreamConstraints {
  const video = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
  return {
    audio: wish.audio && (choice.audio === undefined ? true : { deviceId: { exact: choice.audio } }),
    video: wish.video &&
      {
        ...video,
        ...(choice.video === undefined ? { facingMode: "user" } : { deviceId: { exact: choice.video } }),
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
