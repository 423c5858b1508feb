/// <reference lib="dom" />

/** Which of the two sounds: for the one who is called, and for the one who waits for an answer. */
export type RingKind = "ring" | "ring_back";

/** One struck tone. */
export interface Note {
  /** Seconds from the start of the bar. */
  at: number;
  hertz: number;
  seconds: number;
  volume: number;
}

const G4 = 392;
const B4 = 493.88;
const D5 = 587.33;
const G5 = 783.99;

/** One bar of each sound: a soft rising chime, and two low hums as telephones have them. */
const BARS: Record<RingKind, { seconds: number; notes: Note[] }> = {
  ring: {
    seconds: 2.4,
    notes: [
      { at: 0, hertz: G4, seconds: 0.9, volume: 0.28 },
      { at: 0.18, hertz: B4, seconds: 0.9, volume: 0.26 },
      { at: 0.36, hertz: D5, seconds: 0.9, volume: 0.26 },
      { at: 0.54, hertz: G5, seconds: 1.3, volume: 0.22 },
      { at: 0.9, hertz: D5, seconds: 1.2, volume: 0.14 },
    ],
  },
  ring_back: {
    seconds: 3.6,
    notes: [
      { at: 0, hertz: G4, seconds: 0.7, volume: 0.09 },
      { at: 0.5, hertz: B4, seconds: 0.9, volume: 0.08 },
    ],
  },
};

const ATTACK_SECONDS = 0.015;
const SILENCE = 0.0001;

let context: AudioContext | undefined;

/** Makes sound possible from the first gesture on this page on; browsers allow none before. */
export function unlockSound(): void {
  const unlock = () => void (context ??= new AudioContext()).resume().catch(() => undefined);
  addEventListener("pointerdown", unlock, { once: true, capture: true });
  addEventListener("keydown", unlock, { once: true, capture: true });
}

/**
 * Rings, as soon as the browser allows sound, until the returned function is called. Of several tabs that ring one sounds:
 * the first that may, and another one within a bar if that is closed.
 */
export function startRing(kind: RingKind): () => void {
  const { seconds, notes } = BARS[kind];
  let voices: OscillatorNode[] = [];
  const turn = new SoundTurn(kind, () => play());
  const play = () => {
    const audio = audible();
    if (audio && turn.has()) voices = notes.flatMap((note) => chime(audio, note));
  };
  play();
  const timer = setInterval(play, seconds * 1000);
  // A gesture in the middle of a silent bar should be heard at once.
  const wake = new AbortController();
  const replay = () => setTimeout(() => voices.length === 0 && play(), 0);
  addEventListener("pointerdown", replay, { signal: wake.signal });
  addEventListener("keydown", replay, { signal: wake.signal });
  return () => {
    wake.abort();
    clearInterval(timer);
    for (const voice of voices) voice.stop();
    turn[Symbol.dispose]();
  };
}

/** One tab's turn to sound (a Web Lock); where there are no locks every tab has it. */
class SoundTurn implements Disposable {
  readonly #name: string;
  readonly #onGranted: () => void;
  #end = () => {};
  #mine = false;
  #over = false;

  constructor(name: string, onGranted: () => void) {
    this.#name = `carewire.sound.${name}`;
    this.#onGranted = onGranted;
  }

  /** Whether it is this tab's turn; asks for it otherwise. */
  has(): boolean {
    if (this.#mine || !navigator.locks) return true;
    navigator.locks.request(this.#name, { ifAvailable: true }, (lock) => lock && this.#hold())
      .catch(() => undefined);
    return false;
  }

  [Symbol.dispose](): void {
    this.#over = true;
    this.#end();
  }

  #hold(): Promise<void> | undefined {
    if (this.#over) return;
    this.#mine = true;
    this.#onGranted();
    return new Promise((resolve) => this.#end = resolve);
  }
}

/** Where sound can be made, as soon as the browser allows it. */
export function audible(): AudioContext | undefined {
  // With a gesture on an earlier page of ours, some browsers allow sound from the start.
  if (!context && navigator.userActivation?.hasBeenActive !== false) context = new AudioContext();
  if (context?.state === "suspended") void context.resume().catch(() => undefined);
  return context?.state === "running" ? context : undefined;
}

/** A struck tone with one soft overtone, fading away. */
export function chime(audio: AudioContext, note: Note): OscillatorNode[] {
  const start = audio.currentTime + note.at;
  return [{ factor: 1, share: 1 }, { factor: 3, share: 0.12 }].map(({ factor, share }) => {
    const voice = audio.createOscillator();
    const volume = audio.createGain();
    voice.frequency.value = note.hertz * factor;
    volume.gain.setValueAtTime(SILENCE, start);
    volume.gain.exponentialRampToValueAtTime(note.volume * share, start + ATTACK_SECONDS);
    volume.gain.exponentialRampToValueAtTime(SILENCE, start + note.seconds);
    voice.connect(volume).connect(audio.destination);
    voice.start(start);
    voice.stop(start + note.seconds);
    return voice;
  });
}
