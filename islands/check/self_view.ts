/// <reference lib="dom" />
import { effect, type ReadonlySignal } from "@preact/signals";

/** Brings one's own picture into a `<video>` element, which never plays one's own sound. */
export class SelfViewSink {
  readonly #stream: ReadonlySignal<MediaStream | null>;
  #release: (() => void) | undefined;

  constructor(stream: ReadonlySignal<MediaStream | null>) {
    this.#stream = stream;
  }

  /** The element's `ref`. */
  readonly attach = (element: HTMLVideoElement | null): void => {
    this.#release?.();
    if (!element) return;
    // In markup `muted` is only the default of an element that the parser makes.
    element.muted = true;
    this.#release = effect(() => {
      element.srcObject = this.#stream.value;
      // A newer stream may take the place of this one before it plays.
      if (element.srcObject) element.play().catch(() => {});
    });
  };
}
