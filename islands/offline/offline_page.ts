/// <reference lib="dom" />
import { BackOnline } from "../models/back_online.ts";
import { browserTimers } from "../timers.ts";

/** How long the server may take to say that it is there, in milliseconds. */
const ANSWER_MS = 5_000;

const back = new BackOnline({
  timers: browserTimers,
  reload: () => location.reload(),
  async ask() {
    try {
      const signal = AbortSignal.timeout(ANSWER_MS);
      return (await fetch("/healthz", { cache: "no-store", signal })).ok;
    } catch {
      return false;
    }
  },
});

addEventListener("online", () => void back.tryNow());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void back.tryNow();
});
