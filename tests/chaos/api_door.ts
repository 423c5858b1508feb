import { jitteredBackoff, pause } from "./pauses.ts";

/** Answers that say "not now". */
const PASSING = new Set([429, 502, 503, 504]);
const ANSWER_MS = 8_000;
/** A bearer is good for fifteen minutes. */
const TOKEN_AGE_MS_MAX = 8 * 60_000;

// deno-lint-ignore no-explicit-any -- what comes is what the clients look at
type Body = any;

export interface DoorOptions {
  origins: readonly string[];
  email: string;
  password: string;
  /** A bearer that is there already. */
  token?: string | undefined;
  chance(): number;
}

interface ApiRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: unknown;
}

interface ApiAnswer {
  status: number;
  body: Body;
}

/** One person's way to the HTTP API: asks one server after the other until one answers. */
export class ApiDoor {
  readonly #options: DoorOptions;
  #turn: number;
  #token: { text: string; since: number } | undefined;
  #entering: Promise<void> | undefined;

  constructor(options: DoorOptions) {
    this.#options = options;
    this.#turn = Math.floor(options.chance() * options.origins.length);
    if (options.token) this.#token = { text: options.token, since: Date.now() };
  }

  /** A bearer of this person that is good for some minutes. */
  async bearer(stop: AbortSignal): Promise<string> {
    const { text, since } = this.#token ?? { text: "", since: 0 };
    if (text && Date.now() - since < TOKEN_AGE_MS_MAX) return text;
    this.#entering ??= this.#enter(text, stop).finally(() => this.#entering = undefined);
    await this.#entering;
    return this.#token?.text ?? "";
  }

  /** Asks until some server has an answer that stays; rejects when `stop` is aborted before. */
  async ask(method: string, path: string, stop: AbortSignal, body?: unknown): Promise<ApiAnswer> {
    const authorization = `Bearer ${await this.bearer(stop)}`;
    return await this.#askUntilAnswered({ method, path, body, headers: { authorization } }, stop);
  }

  async #enter(old: string, stop: AbortSignal): Promise<void> {
    const { email, password } = this.#options;
    const request: ApiRequest = old
      ? { method: "POST", path: "/api/auth/refresh", headers: { authorization: `Bearer ${old}` } }
      : { method: "POST", path: "/api/auth/login", body: { email, password }, headers: {} };
    const { status, body } = await this.#askUntilAnswered(request, stop);
    if (status !== 200) throw new Error(`${email} can't sign in: ${status}`);
    this.#token = { text: body.token, since: Date.now() };
  }

  async #askUntilAnswered(request: ApiRequest, stop: AbortSignal): Promise<ApiAnswer> {
    for (let attempt = 1;; attempt++) {
      stop.throwIfAborted();
      const answer = await this.#askOnce(request, stop);
      if (answer && !PASSING.has(answer.status)) return answer;
      await pause(jitteredBackoff(attempt, this.#options.chance), stop);
    }
  }

  async #askOnce(request: ApiRequest, stop: AbortSignal): Promise<ApiAnswer | undefined> {
    const { method, path, headers, body } = request;
    const { origins } = this.#options;
    try {
      const response = await fetch(`${origins[this.#turn++ % origins.length]}${path}`, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.any([stop, AbortSignal.timeout(ANSWER_MS)]),
      });
      const text = await response.text();
      return { status: response.status, body: text ? JSON.parse(text) : undefined };
    } catch {
      return undefined; // refused, cut or silent: the next server may answer
    }
  }
}
