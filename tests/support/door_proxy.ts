/** Stands in front of a server and may change an answer on its way; sockets are not let through. */
export class DoorProxy implements AsyncDisposable {
  /** The server behind it, which may be started after this. */
  target = "";
  /** What becomes of the text under a path. */
  readonly changes = new Map<string, (text: string) => string>();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(port: number) {
    const options = { hostname: "127.0.0.1", port, onListen: () => {} };
    this.#server = Deno.serve(options, (request) => this.#pass(request));
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  async #pass(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    if (request.headers.has("upgrade")) return new Response(null, { status: 503 });
    const headers = new Headers(request.headers);
    for (const name of ["host", "if-none-match", "accept-encoding"]) headers.delete(name);
    const body = request.body === null ? undefined : await request.arrayBuffer();
    const { method } = request;
    const answer = await fetch(this.target + pathname + search, {
      method,
      headers,
      body,
      redirect: "manual",
    });
    const change = this.changes.get(pathname);
    if (!change) return answer;
    const changed = new Headers(answer.headers);
    for (const name of ["content-length", "content-encoding"]) changed.delete(name);
    return new Response(change(await answer.text()), { status: answer.status, headers: changed });
  }
}
