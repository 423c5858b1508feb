import type { Log } from "../realtime/log.ts";
import { Unavailable } from "../realtime/ports/unavailable.ts";
import { problem } from "./problem.ts";

/** What is told of an error that nobody caught: that a dependency is away, or the id under which a bug was logged. */
export type Fault = { status: 503 } | { status: 500; errorId: string };

/** Logs an error that nobody caught, once, and says what may be told of it. */
export function noteFault(error: unknown, { log, newId }: { log: Log; newId(): string }): Fault {
  if (error instanceof Unavailable) {
    log.warn("a dependency gave no answer", { error });
    return { status: 503 };
  }
  const errorId = newId();
  log.error("a request failed", { error_id: errorId, error });
  return { status: 500, errorId };
}

/** A fault as problem details: 503 when a dependency gave no answer, else 500 with nothing but an id. */
export function faultProblem(fault: Fault): Response {
  if (fault.status === 500) {
    return problem(500, "internal", "Something went wrong on our side.", { errorId: fault.errorId });
  }
  return problem(503, "unavailable", "The service can’t be reached at the moment. Please try again.", {
    retryAfterSeconds: 1,
  });
}
