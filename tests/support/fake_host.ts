import type { Host } from "../../islands/lib/host.ts";
import { FakeTime } from "./fake_time.ts";

/** A page's time, timers and chance that move only when a test moves them. */
export class FakeHost extends FakeTime implements Host {
  /** What the next draws are. */
  luck = 0.5;

  later(run: () => void, ms: number): () => void {
    return this.set(run, ms);
  }

  chance(): number {
    return this.luck;
  }
}
