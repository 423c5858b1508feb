/** What one's own microphone hears at one moment, muted or not. */
export interface Heard {
  /** Milliseconds of any one clock. */
  at: number;
  /** Root mean square of the last moment, of a full scale of 1. */
  level: number;
  /** The largest sample of it. */
  peak: number;
  muted: boolean;
}

/** What the person should be told about their microphone. */
export type MicrophoneHint = "speaking_muted" | "silent" | null;

/** Softer is no voice: about -36 dB of full scale. */
const VOICE_LEVEL_MIN = 0.015;
/** A voice is so much louder than the noise of the room. */
const VOICE_OVER_NOISE = 3;
/**
 * How fast the noise of the room is taken to rise, as a share of the way with each look; it falls at once. What does not
 * fall between words is taken for noise before it could be taken for speech.
 */
const NOISE_RISE = 0.015;
/** Speaking for so long is meant for the other side, in milliseconds. */
const SPEECH_MS = 3_000;
/** A longer silence ends speech, in milliseconds. */
const PAUSE_MS = 1_000;
/** A microphone that gives nothing for so long is not working, in milliseconds. */
const SILENT_MS = 10_000;
/** Even the quietest room moves a working microphone by one step of 16 bits. */
const SOUND_PEAK_MIN = 1 / 32_768;
/** After a longer gap between two looks nothing is known of the time between, in milliseconds. */
const GAP_MS = 2_500;

/** Notices speech into a muted microphone, and a microphone that gives nothing although it is on. */
export class MicrophoneWatch {
  #noise = 0;
  #voiceSince = -Infinity;
  #voiceAt = -Infinity;
  #soundAt = 0;
  #lookedAt = -Infinity;

  /** Takes in a moment; answers what to say about it. */
  hear({ at, level, peak, muted }: Heard): MicrophoneHint {
    if (at - this.#lookedAt > GAP_MS) {
      this.#soundAt = at;
      this.#voiceAt = -Infinity;
    }
    this.#lookedAt = at;
    const isVoice = level >= Math.max(VOICE_LEVEL_MIN, VOICE_OVER_NOISE * this.#noise);
    this.#noise = Math.min(level, this.#noise + (level - this.#noise) * NOISE_RISE);
    // What was said before muting was heard.
    if (!muted) this.#voiceAt = -Infinity;
    else if (isVoice) {
      if (at - this.#voiceAt > PAUSE_MS) this.#voiceSince = at;
      this.#voiceAt = at;
    }
    if (muted || peak >= SOUND_PEAK_MIN) this.#soundAt = at;
    if (at - this.#soundAt >= SILENT_MS) return "silent";
    const isSpeaking = at - this.#voiceAt <= PAUSE_MS && this.#voiceAt - this.#voiceSince >= SPEECH_MS;
    return isSpeaking ? "speaking_muted" : null;
  }
}
