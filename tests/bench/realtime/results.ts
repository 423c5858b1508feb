import type { IdleFigure } from "./measures/idle.ts";
import type { Figure } from "./meter.ts";
import { median, percentile, spread } from "./statistics.ts";

/** Everything that was measured, by measure and server. */
export class Results {
  readonly #figures = new Map<string, Map<string, Figure[]>>();
  readonly idle = new Map<string, IdleFigure[]>();
  /** Refusals and lost sockets that nobody asked for. */
  readonly complaints: string[] = [];

  add(measure: string, contender: string, figure: Figure): void {
    const of = this.#figures.get(measure) ?? new Map<string, Figure[]>();
    this.#figures.set(measure, of);
    of.set(contender, [...of.get(contender) ?? [], figure]);
  }

  addIdle(contender: string, figure: IdleFigure): void {
    this.idle.set(contender, [...this.idle.get(contender) ?? [], figure]);
  }

  /** Notes what a pool was refused and lost; neither should ever happen. */
  complain(
    name: string,
    { refused, lost, lastRefusal }: { refused: number; lost: number; lastRefusal: string },
  ): void {
    if (refused + lost > 0) {
      this.complaints.push(`${name}: ${refused} refused, ${lost} sockets lost: ${lastRefusal}`);
    }
  }

  measures(): string[] {
    return [...this.#figures.keys()];
  }

  contenders(measure: string): string[] {
    return [...this.#figures.get(measure)?.keys() ?? []];
  }

  /** One number of each round; undefined where nothing was measured. */
  each(measure: string, contender: string, of: (figure: Figure) => number): number[] | undefined {
    return this.#figures.get(measure)?.get(contender)?.map(of);
  }

  median(measure: string, contender: string, of: (figure: Figure) => number): number | undefined {
    const all = this.each(measure, contender, of);
    return all && median(all);
  }

  spread(measure: string, contender: string, of: (figure: Figure) => number): number | undefined {
    const all = this.each(measure, contender, of);
    return all && spread(all);
  }

  /** A percentile over the latencies of all rounds. */
  latency(measure: string, contender: string, percent: number): number | undefined {
    const all = this.#figures.get(measure)?.get(contender)?.flatMap((one) => one.latencies);
    return all && all.length > 0 ? percentile(all, percent) : undefined;
  }
}
