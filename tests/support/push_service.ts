import type { PushPayload } from "../../realtime/core/push_payload.ts";
import { decryptPush, newSubscriber, type PushSubscriber, subscriptionJson } from "./push_subscriber.ts";
import { verifyVapid } from "./verify_vapid.ts";

/** A message as it came, read with the browser's own key. */
export interface TakenPush {
  path: string;
  headers: Record<string, string>;
  claims: Record<string, unknown>;
  /** The clinic's key, base64url. */
  key: string;
  payload: PushPayload;
}

type Answer = (request: Request) => Response | Promise<Response>;

/** A push service of our own: takes messages for its browsers, checks who sent them, and reads them. */
export class PushService implements AsyncDisposable {
  readonly taken: TakenPush[] = [];
  readonly problems: unknown[] = [];
  readonly #browsers = new Map<string, PushSubscriber>();
  readonly #answers = new Map<string, Answer[]>();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(port: number) {
    const options = { hostname: "127.0.0.1", port, onListen: () => {} };
    this.#server = Deno.serve(options, (request) => this.#take(request));
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** A new browser; gives what its page tells the clinic, and its path. */
  async browser(): Promise<{ path: string; json: ReturnType<typeof subscriptionJson> }> {
    const path = `/send/${crypto.randomUUID()}`;
    const subscriber = await newSubscriber(this.origin + path);
    this.#browsers.set(path, subscriber);
    return { path, json: subscriptionJson(subscriber) };
  }

  /** The next messages for a browser are answered so, one after the other; after them all is well again. */
  answer(path: string, ...answers: (number | Answer)[]): void {
    const made = answers.map((one): Answer =>
      typeof one === "number" ? () => new Response(null, { status: one }) : one
    );
    this.#answers.set(path, made);
  }

  /** What a browser was told, by kind. */
  of(path: string): PushPayload[] {
    return this.taken.filter((one) => one.path === path).map((one) => one.payload);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  async #take(request: Request): Promise<Response> {
    const path = new URL(request.url).pathname;
    try {
      const browser = this.#browsers.get(path);
      if (!browser || request.method !== "POST") return new Response(null, { status: 404 });
      const body = new Uint8Array(await request.arrayBuffer());
      const { claims, key } = await verifyVapid(request.headers.get("authorization") ?? "");
      const payload = JSON.parse(await decryptPush(browser, body));
      this.taken.push({ path, headers: Object.fromEntries(request.headers), claims, key, payload });
      const answer = this.#answers.get(path)?.shift();
      return await answer?.(request) ?? new Response(null, { status: 201 });
    } catch (error) {
      this.problems.push(error);
      return new Response(null, { status: 400 });
    }
  }
}
