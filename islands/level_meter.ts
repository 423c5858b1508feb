/// <reference lib="dom" />

/** Speech of ordinary loudness has about this effective value and fills the meter. */
const LOUD = 0.25;

/** Measures how loud a stream is, from 0 to 1. */
export interface LevelMeter {
  level(): number;
  close(): void;
}

/** Taps a stream; what is heard elsewhere of it stays as it is. */
export function levelMeter(stream: MediaStream): LevelMeter {
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 1024 });
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length;
      return Math.min(1, Math.sqrt(power) / LOUD);
    },
    close: () => void context.close(),
  };
}
