/// <reference lib="dom" />
/** Which of one's own devices are wanted. */
export interface MediaWish {
  audio: boolean;
  video: boolean;
}

/** Names of DOMExceptions after which another combination of devices may still be had. */
const DEVICE_TROUBLES = new Set([
  "NotFoundError",
  "NotReadableError",
  "OverconstrainedError",
  "AbortError",
  "TypeError",
]);

/**
 * What to ask for after `tried` failed with the DOMException `errorName`: both, then the microphone alone, then the
 * camera alone; null when nothing is left. A refusal by a person is asked again only for a microphone that they
 * have allowed before (`microphoneAllowed`).
 */
export function nextWish(
  wanted: MediaWish,
  tried: MediaWish,
  errorName: string,
  microphoneAllowed: boolean,
): MediaWish | null {
  const both = tried.audio && tried.video;
  if (!DEVICE_TROUBLES.has(errorName)) {
    return both && microphoneAllowed ? { audio: true, video: false } : null;
  }
  if (both) return { audio: true, video: false };
  return tried.audio && wanted.video ? { audio: false, video: true } : null;
}
