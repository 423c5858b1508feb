/// <reference lib="dom" />
import { signal } from "@preact/signals";

/** The part of a `<video>` that is used here; not every browser has the second half. */
export type FloatingVideo =
  & Pick<HTMLVideoElement, "addEventListener">
  & Partial<Pick<HTMLVideoElement, "requestPictureInPicture">>
  & { autoPictureInPicture?: boolean };

/** The part of the document that is used here. */
export type FloatingPage = Partial<
  Pick<Document, "pictureInPictureEnabled" | "pictureInPictureElement" | "exitPictureInPicture">
>;

/** The part of `navigator.mediaSession` that is used here. */
export interface FloatingSession {
  setActionHandler(action: string, handler: (() => void) | null): void;
}

/** The other side's picture in a small window over everything else (W3C Picture-in-Picture). */
export class PictureWindow {
  readonly supported: boolean;
  readonly open = signal(false);
  readonly failed = signal(false);
  readonly #video: FloatingVideo;
  readonly #page: FloatingPage;

  constructor(video: FloatingVideo, page: FloatingPage) {
    this.#video = video;
    this.#page = page;
    this.supported = page.pictureInPictureEnabled === true && video.requestPictureInPicture !== undefined;
    video.addEventListener("enterpictureinpicture", () => this.open.value = true);
    video.addEventListener("leavepictureinpicture", () => this.open.value = false);
  }

  /** Opens the window or closes it again. */
  async toggle(): Promise<void> {
    this.failed.value = false;
    try {
      if (this.open.value) await this.#page.exitPictureInPicture?.();
      else await this.#video.requestPictureInPicture?.();
    } catch {
      this.failed.value = true;
    }
  }

  /** Lets the browser open the window by itself when the person goes to another tab, where it can. */
  openWhenLeft(session: FloatingSession | undefined): void {
    if (!this.supported) return;
    this.#video.autoPictureInPicture = true;
    try {
      session?.setActionHandler(
        "enterpictureinpicture",
        () => void this.#video.requestPictureInPicture?.().catch(() => {}),
      );
    } catch {
      // A browser that does not know the action throws.
    }
  }

  close(): void {
    if (this.open.peek()) this.#page.exitPictureInPicture?.().catch(() => {});
  }
}
