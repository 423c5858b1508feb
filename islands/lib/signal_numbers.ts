import { type TabPlace, tabStorage } from "./media_choice.ts";

const STORAGE_KEY = "carewire.signals";

/**
 * The number of this tab's next signal in a call: the server's time in milliseconds, or one more than the last number it
 * used before a reload where that is higher. Servers' clocks differ by more than a reload takes.
 */
export function nextSignalNumber(
  callId: string,
  serverNow: number,
  place: TabPlace = tabStorage(),
): number {
  return Math.max(Math.floor(serverNow), lastNumber(callId, place) + 1);
}

/** Notes a number as used. */
export function rememberSignalNumber(
  callId: string,
  n: number,
  place: TabPlace = tabStorage(),
): void {
  try {
    place?.setItem(STORAGE_KEY, `${callId} ${n}`);
  } catch {
    // Then the server's clock has to do.
  }
}

function lastNumber(callId: string, place: TabPlace): number {
  try {
    const [id, n] = place?.getItem(STORAGE_KEY)?.split(" ") ?? [];
    return id === callId && Number(n) || 0;
  } catch {
    return 0;
  }
}
