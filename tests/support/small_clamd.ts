/** Stands where clamd would: takes what is streamed to it (clamd(8), "INSTREAM") and answers with one verdict for all. */
export class SmallClamd implements Disposable {
  /** What it says of every file, after "stream: ". */
  verdict = "OK";
  readonly #listener: Deno.UnixListener;

  constructor(path: string) {
    this.#listener = Deno.listen({ transport: "unix", path });
    void this.#accept();
  }

  [Symbol.dispose](): void {
    this.#listener.close();
  }

  async #accept(): Promise<void> {
    for await (const connection of this.#listener) {
      this.#answer(connection).catch(() => {}).finally(() => connection.close());
    }
  }

  async #answer(connection: Deno.UnixConn): Promise<void> {
    const bytes = new Uint8Array(64 * 1024);
    let tail = "";
    // A part without length ends the stream.
    while (!tail.endsWith("\0\0\0\0")) {
      const count = await connection.read(bytes);
      if (count === null) return;
      tail = (tail + String.fromCharCode(...bytes.subarray(Math.max(0, count - 4), count))).slice(-4);
    }
    await connection.write(new TextEncoder().encode(`stream: ${this.verdict}\0`));
  }
}
