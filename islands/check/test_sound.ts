/// <reference lib="dom" />

/** Three soft notes, one after the other, in hertz. */
const NOTES = [392, 494, 587] as const;
const NOTE_SECONDS = 0.45;
const VOLUME = 0.25;
/** A note begins and ends softly, so that nothing cracks. */
const EDGE_SECONDS = 0.06;

/** Plays the test sound on a speaker, or where the browser plays by itself; rejects when it can't be played. */
export async function playTestSound(speaker: string | undefined): Promise<void> {
  const context = new AudioContext();
  // Only an element can be given another speaker everywhere where there is a choice at all.
  const output = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = output.stream;
  try {
    // One that was unplugged leaves the usual one.
    if (speaker !== undefined) await element.setSinkId?.(speaker).catch(() => {});
    await context.resume();
    await element.play();
    const ended = NOTES.map((hertz, index) => playNote(context, output, { hertz, index }));
    await Promise.all(ended);
  } finally {
    element.srcObject = null;
    await context.close();
  }
}

function playNote(
  context: AudioContext,
  output: AudioNode,
  { hertz, index }: { hertz: number; index: number },
): Promise<void> {
  const start = context.currentTime + 0.1 + index * NOTE_SECONDS;
  const end = start + NOTE_SECONDS;
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(VOLUME, start + EDGE_SECONDS);
  gain.gain.setValueAtTime(VOLUME, end - EDGE_SECONDS);
  gain.gain.linearRampToValueAtTime(0, end);
  const tone = new OscillatorNode(context, { type: "sine", frequency: hertz });
  tone.connect(gain).connect(output);
  tone.start(start);
  tone.stop(end);
  return new Promise((resolve) => tone.onended = () => resolve());
}

/** Whether the person can choose a speaker here. */
export function canChooseSpeaker(): boolean {
  return typeof HTMLMediaElement !== "undefined" && "setSinkId" in HTMLMediaElement.prototype;
}
