/// <reference lib="dom" />
import { CHOICE_KEY, type ChosenDevices, chosenDevices } from "../lib/chosen_devices.ts";

/** Keeps a choice on this device for later visits. */
export function rememberDevices(change: ChosenDevices, place?: Pick<Storage, "getItem" | "setItem">): void {
  try {
    (place ?? localStorage).setItem(CHOICE_KEY, JSON.stringify({ ...chosenDevices(place), ...change }));
  } catch {
    // Where storage is forbidden or full the browser chooses.
  }
}
