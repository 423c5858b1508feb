// deno-lint-ignore no-explicit-any -- what comes is what the tests look at
type Data = any;

/** A program that knows only CONTRACT.md: REST with a bearer, sockets with a ticket. */
export class ApiClient {
  readonly origin: string;
  readonly token: string;
  readonly user: { id: number; name: string; role: string };

  private constructor(origin: string, token: string, user: ApiClient["user"]) {
    this.origin = origin;
    this.token = token;
    this.user = user;
  }

  static async signIn(origin: string, email: string, password = "carewire-demo"): Promise<ApiClient> {
    const { token, user } = await (await fetch(`${origin}/api/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    })).json();
    return new ApiClient(origin, token, user);
  }

  /** Enters as the guest of an invitation. */
  static async enter(origin: string, invitation: string, name: string): Promise<ApiClient> {
    const response = await fetch(`${origin}/api/auth/guest`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: invitation, name }),
    });
    const body = await response.json();
    if (!response.ok) throw new Error(`the invitation was refused: ${JSON.stringify(body)}`);
    return new ApiClient(origin, body.token, body.user);
  }

  /** The same session at another instance, or at the same one after a restart. */
  at(origin: string): ApiClient {
    return new ApiClient(origin, this.token, this.user);
  }

  /** A program that has a token from somewhere else. */
  static async withToken(origin: string, token: string): Promise<ApiClient> {
    const headers = { authorization: `Bearer ${token}` };
    const { user } = await (await fetch(`${origin}/api/auth/me`, { headers })).json();
    return new ApiClient(origin, token, user);
  }

  /** One request; a body is sent as JSON, or as the form that it is. The answer's body is read whole. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; body: Data }> {
    const isJson = body !== undefined && !(body instanceof FormData);
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(isJson ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      body: isJson ? JSON.stringify(body) : body as FormData | undefined,
    });
    const text = await response.text();
    const answersJson = response.headers.get("content-type")?.includes("json");
    return {
      status: response.status,
      headers: response.headers,
      body: answersJson ? JSON.parse(text) : text || null,
    };
  }

  /** A socket of this user, open and with its first events read. */
  async socket(deviceId = crypto.randomUUID()): Promise<ApiSocket> {
    const { body } = await this.ask("POST", "/api/realtime/ticket");
    const url = `${this.origin.replace("http", "ws")}/ws?device_id=${deviceId}`;
    const socket = new ApiSocket(new WebSocket(url, ["carewire.1", `ticket.${body.ticket}`]));
    await socket.next("sync");
    return socket;
  }
}

const WAIT_MS = 5_000;
/** A socket that keeps everything it gets. */
export class ApiSocket implements AsyncDisposable {
  readonly events: { event: string; data: Data }[] = [];
  readonly closed: Promise<CloseEvent>;
  readonly #socket: WebSocket;
  readonly #replies = new Map<number, (reply: Data) => void>();
  #wake: () => void = () => {};
  #refs = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#take(JSON.parse(data));
    this.closed = new Promise((resolve) => socket.onclose = (event) => resolve(event));
    this.closed.then(({ code, reason }) => {
      for (const answer of this.#replies.values()) {
        answer({ error: { code: "closed", message: `${code} ${reason}` } });
      }
    });
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  /** Sends an event with a ref and gives its reply frame. */
  async ask(event: string, data: unknown): Promise<Data> {
    const ref = ++this.#refs;
    const { promise, resolve } = Promise.withResolvers<Data>();
    this.#replies.set(ref, resolve);
    this.send({ event, data, ref });
    return await promise;
  }

  send(frame: unknown): void {
    this.#socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** The first event of this name that fits, waiting for it if need be. */
  async next(event: string, fits: (data: Data) => boolean = () => true): Promise<Data> {
    const until = Date.now() + WAIT_MS;
    while (true) {
      const found = this.events.find((one) => one.event === event && fits(one.data));
      if (found) return found.data;
      if (Date.now() > until) {
        throw new Error(`no ${event} came; there were: ${this.events.map((one) => one.event).join(", ")}`);
      }
      await this.#change(until - Date.now());
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close();
    await this.closed;
  }

  #take(frame: Data): void {
    for (const one of Array.isArray(frame) ? frame : [frame]) {
      if (one.event === "reply") {
        this.#replies.get(one.ref)?.(one);
        this.#replies.delete(one.ref);
      } else this.events.push(one);
    }
    this.#wake();
  }

  async #change(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const timer = setTimeout(resolve, Math.max(1, ms));
    await promise;
    clearTimeout(timer);
  }
}
