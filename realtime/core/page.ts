/** One page of a list, as every list endpoint answers it. Pages count from 1. */
export interface Page<T> {
  items: T[];
  total: number;
  pages: number;
  currentPage: number;
}

export const PER_PAGE_DEFAULT = 20;
export const PER_PAGE_MAX = 100;

/** Which rows a page shows. */
export interface PageRequest {
  page: number;
  perPage: number;
}

/** Puts rows and their total together. */
export function pageOf<T>(items: T[], total: number, request: PageRequest): Page<T> {
  return { items, total, pages: Math.ceil(total / request.perPage), currentPage: request.page };
}
