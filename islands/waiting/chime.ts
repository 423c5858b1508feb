/// <reference lib="dom" />
import { audible, chime } from "../ring_sound.ts";

const E5 = 659.25;
const A5 = 880;

/** Two soft tones, unlike any ring: something has changed for the better. Silent where the browser allows no sound. */
export function playChime(): boolean {
  const audio = audible();
  if (!audio) return false;
  chime(audio, { at: 0, hertz: E5, seconds: 1.1, volume: 0.22 });
  chime(audio, { at: 0.28, hertz: A5, seconds: 1.6, volume: 0.2 });
  return true;
}

/** Whether the browser lets this page sound by now. */
export function isAudible(): boolean {
  return audible() !== undefined;
}
