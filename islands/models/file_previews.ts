import type { Signal } from "@preact/signals";
import type { TrayFile } from "./file_tray.ts";
import type { UnsentMessage } from "./outbox.ts";
import type { RecorderState } from "./voice_recorder.ts";

/** Under which the recorded voice note stands among the previews. */
export const VOICE_PREVIEW = "voice-note";

/** Makes addresses under which this page can show bytes, and gives them up again. */
export interface Addresses {
  make: (bytes: Blob) => string;
  free: (url: string) => void;
}

/** Holds addresses for what can be seen or heard before it is sent, and none for longer. */
export class FilePreviews {
  #shown: Signal<ReadonlyMap<string, string>>;
  #addresses: Addresses;

  /** `shown` has the addresses by the files' client ids. */
  constructor(shown: Signal<ReadonlyMap<string, string>>, addresses: Addresses) {
    this.#shown = shown;
    this.#addresses = addresses;
  }

  /** Pictures stay visible from the tray until their message is sent. */
  keep(tray: readonly TrayFile[], recorder: RecorderState, unsent: readonly UnsentMessage[]): void {
    const wanted = new Map(tray.flatMap((one) => one.kind === "image" ? [[one.clientId, one.bytes]] : []));
    if (recorder.name === "recorded") wanted.set(VOICE_PREVIEW, recorder.sound.bytes);
    const waiting = new Set(unsent.flatMap((one) => one.files.map((file) => file.clientId)));
    const shown = this.#shown.peek();
    const kept = [...shown].filter(([id]) => wanted.has(id) || waiting.has(id));
    const added = [...wanted].filter(([id]) => !shown.has(id));
    if (kept.length === shown.size && added.length === 0) return;
    for (const [id, url] of shown) {
      if (!kept.some(([one]) => one === id)) this.#addresses.free(url);
    }
    this.#shown.value = new Map([
      ...kept,
      ...added.map(([id, bytes]) => [id, this.#addresses.make(bytes)] as const),
    ]);
  }

  [Symbol.dispose](): void {
    for (const url of this.#shown.peek().values()) this.#addresses.free(url);
    this.#shown.value = new Map();
  }
}
