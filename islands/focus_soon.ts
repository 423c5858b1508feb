/// <reference lib="dom" />

/** Moves the focus to what is about to be drawn: the first of these selectors that finds something. */
export function focusSoon(...selectors: string[]): void {
  requestAnimationFrame(() => {
    const found = selectors.flatMap((one) => document.querySelector<HTMLElement>(one) ?? []);
    found[0]?.focus();
  });
}
