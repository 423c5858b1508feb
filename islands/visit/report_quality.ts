/// <reference lib="dom" />
import type { CallManager } from "../lib/call_manager.ts";
import { browserHost } from "../lib/host.ts";
import { type Posted, QualityReporter } from "../lib/quality_reporter.ts";
import type { Sample } from "../lib/quality_window.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import type { VisitModel } from "../models/visit_model.ts";

/** Statuses after which the same samples may still be taken: signed out, too slow, too many; and all of the server's. */
const PASSING = [401, 408, 429];

/** Measures this visit from now on and shows how it is; the returned function ends that with the call. */
export function reportQuality(
  visit: VisitModel,
  calls: CallManager,
  signaling: Pick<SignalingClient, "serverNow">,
): () => void {
  const path = `/api/calls/${visit.call.peek().call_id}/quality-metrics`;
  const reporter = new QualityReporter({
    host: browserHost,
    serverNow: () => signaling.serverNow(),
    getStats: () => calls.getStats(),
    peer: () => calls.snapshot.peer,
    post: (samples, leaving) => post(path, samples, leaving),
    onGrade: (grade) => visit.quality.value = grade,
  });
  const listening = new AbortController();
  // Phones may end a page that is hidden without another word.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") reporter.leave();
  }, { signal: listening.signal });
  addEventListener("pagehide", () => reporter.leave(), { signal: listening.signal });
  return () => {
    listening.abort();
    reporter.stop();
  };
}

async function post(path: string, samples: readonly Sample[], keepalive: boolean): Promise<Posted> {
  try {
    const { ok, status } = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ samples }),
      keepalive,
    });
    if (ok) return "kept";
    return status >= 500 || PASSING.includes(status) ? "failed" : "refused";
  } catch {
    return "failed";
  }
}
