import type { Page } from "../realtime/core/page.ts";

/** A page of a list as CONTRACT.md shows it, the items under their own plural. */
export function pageBody<N extends string, T>(plural: N, page: Page<T>) {
  const items = { [plural]: page.items } as { [K in N]: T[] };
  return { ...items, total: page.total, pages: page.pages, current_page: page.currentPage };
}
