import type { Shelf } from "../shelf.ts";

/** The devices that were chosen in this browser; null leaves the choice to the browser. */
export interface RememberedDevices {
  camera: string | null;
  microphone: string | null;
  speaker: string | null;
}

const KEY = "carewire_devices";

/** What was chosen here before; nothing where storage is forbidden or unreadable. */
export function rememberedDevices(shelf: Pick<Shelf, "get">): RememberedDevices {
  let kept: Partial<Record<string, unknown>> | null = null;
  try {
    kept = JSON.parse(shelf.get(KEY) ?? "null");
  } catch {
    // What is not readable was not written by this version.
  }
  const idOf = (id: unknown) => typeof id === "string" && id !== "" ? id : null;
  return { camera: idOf(kept?.camera), microphone: idOf(kept?.microphone), speaker: idOf(kept?.speaker) };
}

/** Remembers some of the devices for the next visit; the others stay as they were. */
export function rememberDevices(shelf: Pick<Shelf, "get" | "put">, chosen: Partial<RememberedDevices>): void {
  shelf.put(KEY, JSON.stringify({ ...rememberedDevices(shelf), ...chosen }));
}
