import type { Outcome } from "../realtime/core/outcome.ts";
import type { Page } from "../realtime/core/page.ts";
import { refusalProblem } from "./problem.ts";

/** The answer to a use case: its value as JSON, or its refusal as a problem document. */
export function answer<T>(outcome: Outcome<T>, bodyOf: (value: T) => unknown, status = 200): Response {
  return outcome.ok ? json(bodyOf(outcome.value), status) : refusalProblem(outcome);
}

/** A JSON answer that nobody may keep. */
export function json(body: unknown, status = 200): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

/** A page of a list as CONTRACT.md shows it, the items under their own plural. */
export function pageBody<T>(plural: string, page: Page<T>): Record<string, unknown> {
  return { [plural]: page.items, total: page.total, pages: page.pages, current_page: page.currentPage };
}
