/// <reference lib="dom" />
import { effect, type ReadonlySignal, type Signal } from "@preact/signals";

export interface MediaSinkOptions {
  stream: ReadonlySignal<MediaStream | null>;
  /** One's own picture is never heard. */
  muted: boolean;
  /** Set while the browser refuses to play with sound before the person has touched the page. */
  blocked?: Signal<boolean>;
}

/** Brings a stream into a `<video>` element, which plays sound just as well. */
export class MediaSink {
  #options: MediaSinkOptions;
  #element: HTMLVideoElement | null = null;
  #release: (() => void) | undefined;

  constructor(options: MediaSinkOptions) {
    this.#options = options;
  }

  /** Where it plays, once it is drawn. */
  get element(): HTMLVideoElement | null {
    return this.#element;
  }

  /** The element's `ref`. */
  readonly attach = (element: HTMLVideoElement | null): void => {
    this.#release?.();
    this.#element = element;
    if (!element) return;
    // In markup `muted` is only the default of an element that the parser makes.
    element.muted = this.#options.muted;
    this.#release = effect(() => this.#show(element, this.#options.stream.value));
  };

  /** Plays, with sound as far as the browser allows it; inside a gesture of the person it does. */
  readonly play = async (): Promise<void> => {
    const { muted, blocked } = this.#options;
    const element = this.#element;
    if (!element) return;
    element.muted = muted;
    try {
      await element.play();
      if (blocked) blocked.value = false;
    } catch (error) {
      // AbortError only says that a newer stream has taken the place of this one.
      if (!(error instanceof DOMException) || error.name !== "NotAllowedError") return;
      if (blocked) blocked.value = true;
      // The picture at least may be shown.
      element.muted = true;
      element.play().catch(() => {});
    }
  };

  #show(element: HTMLVideoElement, stream: MediaStream | null): void {
    if (element.srcObject === stream) return;
    element.srcObject = stream;
    if (stream) void this.play();
  }
}
