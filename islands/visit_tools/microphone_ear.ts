/// <reference lib="dom" />
import type { Clock, Timers } from "../../realtime/ports/clock.ts";

/** How loud the last moment was: root mean square and largest sample, of a full scale of 1. */
export interface Loudness {
  at: number;
  level: number;
  peak: number;
}

const LOOK_MS = 100;
/** Samples in a moment; longer than the time between two looks, so that nothing is missed. */
const MOMENT_SAMPLES = 8_192;

/**
 * Listens to a microphone, also while it is muted, on a copy that is sent nowhere. Ends with the returned function or
 * with the microphone.
 */
export function listenTo(
  microphone: MediaStreamTrack,
  time: Timers & Clock,
  hear: (moment: Loudness) => void,
): () => void {
  const copy = microphone.clone();
  copy.enabled = true;
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: MOMENT_SAMPLES });
  context.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
  const samples = new Float32Array(MOMENT_SAMPLES);
  let cancel: () => void;
  const look = () => {
    cancel = time.set(look, LOOK_MS);
    // A browser that has not let the page make sound yet gives only zeros.
    if (context.state !== "running") return void context.resume().catch(() => {});
    analyser.getFloatTimeDomainData(samples);
    hear({ at: time.now(), ...loudnessOf(samples) });
  };
  look();
  return () => {
    cancel();
    copy.stop();
    void context.close().catch(() => {});
  };
}

function loudnessOf(samples: Float32Array): { level: number; peak: number } {
  let sum = 0;
  let peak = 0;
  for (const sample of samples) {
    sum += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  return { level: Math.sqrt(sum / samples.length), peak };
}
