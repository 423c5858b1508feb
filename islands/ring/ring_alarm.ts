/// <reference lib="dom" />
import { startRing } from "../ring_sound.ts";

const TITLE_FLASH_MS = 1_000;
/** Vibration and pause, in milliseconds. */
const VIBRATION = [400, 200, 400];
const VIBRATION_EVERY_MS = 2_400;

/** Draws attention by sound, vibration and the window's title until the returned function is called. */
export function startAlarm(title: () => string): () => void {
  const quiet = document.title;
  let loud = false;
  const flash = () => {
    loud = !loud;
    document.title = loud ? title() : quiet;
  };
  const vibrate = () => void navigator.vibrate?.(VIBRATION);
  flash();
  vibrate();
  const timers = [setInterval(flash, TITLE_FLASH_MS), setInterval(vibrate, VIBRATION_EVERY_MS)];
  // After the dialog is drawn: opening the sound device can take longer than that.
  let stopSound = () => {};
  const sounding = setTimeout(() => stopSound = startRing("ring"));
  return () => {
    clearTimeout(sounding);
    timers.forEach(clearInterval);
    navigator.vibrate?.(0);
    stopSound();
    document.title = quiet;
  };
}
