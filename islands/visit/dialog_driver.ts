/// <reference lib="dom" />
import { effect, type Signal } from "@preact/signals";

/** Opens a `<dialog>` as a modal one while the signal says so, and tells the signal when the person closes it. */
export class DialogDriver {
  #open: Signal<boolean>;
  #release: (() => void) | undefined;

  constructor(open: Signal<boolean>) {
    this.#open = open;
  }

  /** The element's `ref`. */
  readonly attach = (dialog: HTMLDialogElement | null): void => {
    this.#release?.();
    if (!dialog) return;
    this.#release = effect(() => {
      if (this.#open.value === dialog.open) return;
      if (this.#open.value) dialog.showModal();
      else dialog.close();
    });
  };

  /** The element's `onClose`, which Escape leads to as well. */
  readonly closed = (): void => {
    this.#open.value = false;
  };
}
