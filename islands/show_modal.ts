/// <reference lib="dom" />

/** Closes the dialog that a press was in. Only one that is closed, not one that is taken away, gives the focus back. */
export function closeModal({ currentTarget }: { currentTarget: Element }): void {
  currentTarget.closest("dialog")?.close();
}

/** The `ref` of a dialog that is modal for as long as it is drawn. */
export function showModal(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal();
}
