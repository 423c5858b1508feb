/// <reference lib="dom" />

/** The `ref` of a dialog that is modal for as long as it is drawn. */
export function showModal(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal();
}
