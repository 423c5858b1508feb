/// <reference lib="dom" />
import type { RecordedSound, Recording } from "../models/voice_recorder.ts";
import { levelMeter } from "../level_meter.ts";
import { webmHeadWithDuration } from "./webm_duration.ts";

/** What is recorded, the best first, and how such files end. */
const FORMATS = [
  { mime: "audio/webm;codecs=opus", type: "audio/webm", extension: "webm" },
  { mime: "audio/mp4", type: "audio/mp4", extension: "m4a" },
  { mime: "audio/ogg;codecs=opus", type: "audio/ogg", extension: "ogg" },
] as const;
/** Speech is clear at this rate, and five minutes of it are 1.2 MB. */
const BITS_PER_SECOND = 32_000;
/** How often the recorder hands over what it has, in milliseconds. */
const SLICE_MS = 1_000;
/** Enough of a file to hold all that stands before its sound, in bytes. */
const HEAD_BYTES = 4_096;

export interface MicrophoneOptions {
  devices: MediaDevices | undefined;
  /** The microphone of a call that is going on. */
  inCall: (() => MediaStreamTrack | undefined) | undefined;
}

/** Whether this browser can record at all. */
export function canRecord(): boolean {
  return typeof MediaRecorder === "function";
}

/**
 * Opens the microphone and records it. In a call its microphone is tapped instead of opened once more, because a
 * second request silences the first on some phones; what the call sends stays as it is, muted or not. Rejects with the
 * browser's error.
 */
export async function recordMicrophone({ devices, inCall }: MicrophoneOptions): Promise<Recording> {
  const format = FORMATS.find((one) => canRecord() && MediaRecorder.isTypeSupported(one.mime));
  if (!format) throw new DOMException("This browser can't record", "NotSupportedError");
  const open = inCall?.();
  const tapped = open?.readyState === "live" ? open.clone() : undefined;
  // Browsers hide the devices from pages that were not loaded securely.
  if (!tapped && !devices) throw new DOMException("No devices on insecure pages", "SecurityError");
  const stream = tapped ? new MediaStream([tapped]) : await devices!.getUserMedia({ audio: true });
  if (tapped) tapped.enabled = true;
  try {
    return startRecording(stream, format);
  } catch (error) {
    for (const track of stream.getTracks()) track.stop();
    throw error;
  }
}

function startRecording(stream: MediaStream, format: (typeof FORMATS)[number]): Recording {
  const recorder = new MediaRecorder(stream, {
    mimeType: format.mime,
    audioBitsPerSecond: BITS_PER_SECOND,
  });
  const parts: Blob[] = [];
  const stopped = new Promise<void>((resolve) => recorder.onstop = () => resolve());
  recorder.ondataavailable = ({ data }) => parts.push(data);
  recorder.start(SLICE_MS);
  const meter = levelMeter(stream);
  const release = () => {
    for (const track of stream.getTracks()) track.stop();
    meter.close();
  };
  return {
    level: meter.level,
    lost: stopped,
    discard: () => {
      if (recorder.state !== "inactive") recorder.stop();
      release();
    },
    async finish(durationMs): Promise<RecordedSound> {
      if (recorder.state !== "inactive") recorder.stop();
      await stopped;
      release();
      const { type, extension } = format;
      return { bytes: await withDuration(new Blob(parts, { type }), durationMs), type, extension };
    },
  };
}

async function withDuration(sound: Blob, durationMs: number): Promise<Blob> {
  const head = new Uint8Array(await sound.slice(0, HEAD_BYTES).arrayBuffer());
  const better = webmHeadWithDuration(head, durationMs);
  return better ? new Blob([better.bytes, sound.slice(better.replaced)], { type: sound.type }) : sound;
}
