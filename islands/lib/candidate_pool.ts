/// <reference lib="dom" />
/** Candidates that may wait for their description; a browser gathers some tens per connection. */
const CANDIDATES_MAX = 200;

/** Candidates that came before the description they belong to. */
export class CandidatePool {
  #waiting: RTCIceCandidateInit[] = [];

  /** Keeps a candidate; the oldest makes room. */
  add(candidate: RTCIceCandidateInit): void {
    this.#waiting = [...this.#waiting, candidate].slice(-CANDIDATES_MAX);
  }

  /** Takes out those that belong to a description with these ICE user name fragments. */
  take(ufrags: ReadonlySet<string>): RTCIceCandidateInit[] {
    const fitting = this.#waiting.filter((one) => fits(one, ufrags));
    this.#waiting = this.#waiting.filter((one) => !fitting.includes(one));
    return fitting;
  }
}

/** Whether a candidate belongs to a description; one that names no fragment fits any. */
export function fits(candidate: RTCIceCandidateInit, ufrags: ReadonlySet<string>): boolean {
  const named = candidate.usernameFragment ?? / ufrag (\S+)/.exec(candidate.candidate ?? "")?.[1];
  return named === undefined ? ufrags.size > 0 : ufrags.has(named);
}
