import type { Quality } from "../../realtime/core/fields.ts";
import { LATE_SAMPLES_MS, SAMPLES_PER_REQUEST_MAX } from "../../realtime/core/sample_limits.ts";
import type { Host } from "./host.ts";
import { intervalBetween, readStats, type StatsEntry, type StatsReading } from "./quality_probe.ts";
import { gradeOf, type MeasuredSecond, type PeerSends, type Sample, sampleOf } from "./quality_window.ts";

/** How a post of samples went: `failed` may work later, `refused` never will. */
export type Posted = "kept" | "refused" | "failed";

export interface QualityReporterTools {
  host: Host;
  /** Milliseconds since the epoch by the server's clock. */
  serverNow(): number;
  getStats(): Promise<Iterable<readonly [string, StatsEntry]> | null>;
  peer(): PeerSends;
  /** Sends up to 60 samples; `leaving` when the page may be gone before the answer. Never rejects. */
  post(samples: readonly Sample[], leaving: boolean): Promise<Posted>;
  /** The grade of the last seconds; null when there is none any more. */
  onGrade(grade: Quality | null): void;
}

const LOOK_MS = 1_000;
/** What one sample sums up; the last one of a call may be shorter, down to one look. */
const WINDOW_MS = 5_000;
const POST_MS = 15_000;
/** Samples kept while they can't be sent: an hour of them. The oldest leave first. */
const KEPT_MAX = 720;

/**
 * Measures a call and sends what it has measured. A sample is named by its time, so that one that is sent again, because
 * its answer was lost, is not a second one. Nothing of this can disturb the call.
 */
export class QualityReporter {
  readonly #tools: QualityReporterTools;
  #last: StatsReading | null = null;
  #seconds: MeasuredSecond[] = [];
  #samples: Sample[] = [];
  #cancelLook = () => {};
  #cancelPost = () => {};
  #looking = false;
  #posting = false;
  /** When it was stopped, in milliseconds of the host's clock. */
  #stoppedAt: number | null = null;

  constructor(tools: QualityReporterTools) {
    this.#tools = tools;
    this.#lookSoon();
    this.#postSoon();
  }

  /** Samples that the server has not confirmed. */
  get unsent(): number {
    return this.#samples.length;
  }

  /** The page may be gone at once: sends what there is. */
  leave(): void {
    this.#closeWindow();
    void this.#post(this.#samples.slice(-SAMPLES_PER_REQUEST_MAX), true);
  }

  /** The call is over: sends the rest, again and again while the server still takes it. */
  stop(): void {
    if (this.#stoppedAt !== null) return;
    this.#stoppedAt = this.#tools.host.now();
    this.#cancelLook();
    this.leave();
    this.#tools.onGrade(null);
  }

  #lookSoon(): void {
    this.#cancelLook = this.#tools.host.later(() => {
      this.#lookSoon();
      void this.#look();
    }, LOOK_MS);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    const report = await this.#tools.getStats().catch(() => null);
    this.#looking = false;
    if (!report || this.#stoppedAt !== null) return;
    const reading = readStats(report, this.#tools.host.now());
    const interval = this.#last && intervalBetween(this.#last, reading);
    this.#last = reading;
    if (!interval) return;
    this.#seconds.push({ interval, peer: this.#tools.peer() });
    const ms = this.#seconds.reduce((total, one) => total + one.interval.ms, 0);
    if (ms >= WINDOW_MS - LOOK_MS / 2) this.#closeWindow();
  }

  #closeWindow(): void {
    const { serverNow, onGrade } = this.#tools;
    const sample = sampleOf(this.#seconds, new Date(serverNow()).toISOString());
    this.#seconds = [];
    if (!sample) return;
    this.#samples = [...this.#samples, sample].slice(-KEPT_MAX);
    onGrade(gradeOf(sample));
  }

  #postSoon(): void {
    this.#cancelPost();
    this.#cancelPost = this.#tools.host.later(() => {
      const over = this.#stoppedAt !== null;
      const late = over && this.#tools.host.now() - (this.#stoppedAt ?? 0) > LATE_SAMPLES_MS;
      if (late || (over && this.#samples.length === 0)) return;
      this.#postSoon();
      void this.#postAll();
    }, POST_MS);
  }

  async #postAll(): Promise<void> {
    if (this.#posting) return;
    this.#posting = true;
    let posted: Posted = "kept";
    while (posted !== "failed" && this.#samples.length > 0) {
      posted = await this.#post(this.#samples.slice(0, SAMPLES_PER_REQUEST_MAX), false);
    }
    this.#posting = false;
  }

  async #post(batch: readonly Sample[], leaving: boolean): Promise<Posted> {
    if (batch.length === 0) return "kept";
    const posted = await this.#tools.post(batch, leaving);
    if (posted !== "failed") this.#samples = this.#samples.filter((one) => !batch.includes(one));
    return posted;
  }
}
