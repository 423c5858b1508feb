/** Whether a person wants to be heard and seen in a call. */
export interface MediaChoice {
  audio: boolean;
  video: boolean;
  /** Neither camera is to be sent for the time being. */
  soundOnly?: boolean;
}

/** Where a tab keeps something of its call over a reload; null where storage is forbidden. */
export type TabPlace = Pick<Storage, "getItem" | "setItem"> | null;

const STORAGE_KEY = "carewire.media";

/** Keeps the choice for this tab, so that a reload does not switch a camera on that was off. */
export function rememberChoice(callId: string, choice: MediaChoice, place: TabPlace = tabStorage()): void {
  try {
    place?.setItem(STORAGE_KEY, JSON.stringify({ callId, ...choice }));
  } catch {
    // Without storage the person has to switch it off again.
  }
}

/** The choice in this call before the page was reloaded; everything on when there is none. */
export function rememberedChoice(callId: string, place: TabPlace = tabStorage()): MediaChoice {
  try {
    const kept = JSON.parse(place?.getItem(STORAGE_KEY) ?? "null");
    if (kept?.callId === callId) {
      return {
        audio: kept.audio !== false,
        video: kept.video !== false,
        ...(kept.soundOnly === true ? { soundOnly: true } : {}),
      };
    }
  } catch {
    // What is not readable was not written by this version.
  }
  return { audio: true, video: true };
}

/** This tab's own storage. */
export function tabStorage(): TabPlace {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}
