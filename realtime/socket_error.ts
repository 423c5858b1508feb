import { refuse, type Refused } from "./core/outcome.ts";
import { Unavailable } from "./ports/unavailable.ts";

/** What a client is told of something thrown: that a dependency is away, or of a bug nothing but that it happened. */
export function socketError(error: unknown, report: (error: unknown) => void): Refused {
  if (error instanceof Unavailable) {
    return refuse("unavailable", "Not possible at the moment. Please try again.");
  }
  report(error);
  return refuse("unavailable", "Something went wrong on our side. Please try again.");
}
