import type { Log } from "../realtime/log.ts";
import { Unavailable } from "../realtime/ports/unavailable.ts";
import { problem } from "./problem.ts";

/**
 * The answer to an error that nobody caught: 503 when a dependency gave no answer, else 500 with nothing but an id under
 * which it was logged once.
 */
export function errorProblem(error: unknown, { log, newId }: { log: Log; newId(): string }): Response {
  if (isUnavailable(error)) {
    log.warn("a dependency gave no answer", { error });
    return problem(503, "unavailable", "The service can’t be reached at the moment. Please try again.", {
      retryAfterSeconds: 1,
    });
  }
  const errorId = newId();
  log.error("a request failed", { error_id: errorId, error });
  return problem(500, "internal", "Something went wrong on our side.", { errorId });
}

/** Whether this is a dependency that gave no answer, and no bug. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof Unavailable;
}
