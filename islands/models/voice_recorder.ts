import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Clock, Timers } from "../../realtime/ports/clock.ts";
import { errorName, type MediaProblem, mediaProblem } from "./media_problem.ts";

/** Longest voice note, in milliseconds. */
export const VOICE_NOTE_MS_MAX = 5 * 60_000;
/** From how long before its end on the time that is left is said, in milliseconds. */
export const VOICE_NOTE_WARN_MS = 30_000;
/** How often time and level are drawn, in milliseconds. */
const TICK_MS = 100;

/** Sound as it was recorded. */
export interface RecordedSound {
  bytes: Blob;
  /** MIME type without parameters. */
  type: string;
  /** Of a file's name, without the dot. */
  extension: string;
}

/** A microphone that is being recorded. */
export interface Recording {
  /** How loud it is right now, from 0 to 1. */
  level(): number;
  /** Resolves with all that was recorded, `durationMs` long, and lets the microphone go. */
  finish(durationMs: number): Promise<RecordedSound>;
  /** Lets the microphone go. */
  discard(): void;
  /** Resolves when the microphone is gone by itself. */
  readonly lost: Promise<void>;
}

/** What the recorder does. `limit`: it stopped because the note had become too long. */
export type RecorderState =
  | { name: "idle" }
  | { name: "asking" }
  | { name: "recording" }
  | { name: "finishing" }
  | { name: "recorded"; sound: RecordedSound; limit: boolean }
  | { name: "problem"; problem: MediaProblem; error: string };

export interface VoiceRecorderDeps {
  /** Asks for the microphone and begins; rejects with the browser's error. */
  open: () => Promise<Recording>;
  clock: Clock;
  timers: Timers;
}

/** Records one voice note: press to start, press to stop, listen, then send or throw away. */
export class VoiceRecorder {
  readonly state: ReadonlySignal<RecorderState>;
  /** Whether anything would be lost if the page were left. */
  readonly holds: ReadonlySignal<boolean>;
  /** Whether a note is being made. */
  readonly occupied: ReadonlySignal<boolean>;
  /** How much is recorded, in whole seconds. */
  readonly seconds = signal(0);
  /** From 0 to 1. */
  readonly level = signal(0);
  #state = signal<RecorderState>({ name: "idle" });
  #deps: VoiceRecorderDeps;
  #recording: Recording | undefined;
  #startedAt = 0;
  #cancelTick: (() => void) | undefined;
  /** Grows with every start and cancel, so that what was asked for before counts no more. */
  #turn = 0;

  constructor(deps: VoiceRecorderDeps) {
    this.#deps = deps;
    this.state = this.#state;
    this.occupied = computed(() => !["idle", "problem"].includes(this.#state.value.name));
    this.holds = computed(() => ["recording", "finishing", "recorded"].includes(this.#state.value.name));
  }

  /** Asks for the microphone and starts, unless that has been done. */
  async start(): Promise<void> {
    const { name } = this.#state.value;
    if (name !== "idle" && name !== "problem") return;
    const turn = ++this.#turn;
    this.#state.value = { name: "asking" };
    try {
      const recording = await this.#deps.open();
      if (turn !== this.#turn) return recording.discard();
      this.#begin(recording, turn);
    } catch (error) {
      if (turn === this.#turn) this.#fail(errorName(error));
    }
  }

  /** Ends the recording, so that it can be listened to. */
  stop(): Promise<void> {
    return this.#finish(false);
  }

  /** Throws away what there is, in whatever state. */
  cancel(): void {
    this.#turn++;
    this.#release()?.discard();
    this.#state.value = { name: "idle" };
  }

  /** Hands the recorded sound over, and is idle after that. */
  take(): RecordedSound | undefined {
    const state = this.#state.value;
    if (state.name !== "recorded") return undefined;
    this.#state.value = { name: "idle" };
    return state.sound;
  }

  [Symbol.dispose](): void {
    this.cancel();
  }

  #begin(recording: Recording, turn: number): void {
    this.#recording = recording;
    this.#startedAt = this.#deps.clock.now();
    this.seconds.value = 0;
    this.#state.value = { name: "recording" };
    void recording.lost.then(() => void (turn === this.#turn && this.stop()));
    this.#tick();
  }

  #tick(): void {
    const elapsed = this.#deps.clock.now() - this.#startedAt;
    this.seconds.value = Math.floor(elapsed / 1_000);
    this.level.value = this.#recording?.level() ?? 0;
    if (elapsed >= VOICE_NOTE_MS_MAX) return void this.#finish(true);
    this.#cancelTick = this.#deps.timers.set(() => this.#tick(), TICK_MS);
  }

  async #finish(limit: boolean): Promise<void> {
    const recording = this.#release();
    if (!recording) return;
    const turn = this.#turn;
    this.#state.value = { name: "finishing" };
    try {
      const sound = await recording.finish(this.#deps.clock.now() - this.#startedAt);
      if (turn !== this.#turn) return;
      if (sound.bytes.size === 0) this.#fail("EmptyError");
      else this.#state.value = { name: "recorded", sound, limit };
    } catch (error) {
      if (turn === this.#turn) this.#fail(errorName(error));
    }
  }

  #release(): Recording | undefined {
    this.#cancelTick?.();
    const recording = this.#recording;
    this.#recording = undefined;
    return recording;
  }

  #fail(error: string): void {
    this.#state.value = { name: "problem", problem: mediaProblem(error), error };
  }
}
