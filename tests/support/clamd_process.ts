import { until } from "./until.ts";

/** The test file of all scanners (eicar.org), in pieces so that no scanner takes this source for it. */
export const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-", "TEST-FILE!$H+H*"].join(
  "",
);

const CLAMD = "/usr/sbin/clamd";

/** The real clamd with a signature of its own for EICAR, wherever in a file; disposing stops it. */
export class ClamdProcess implements AsyncDisposable {
  readonly socketPath: string;
  readonly #folder: string;
  #child: Deno.ChildProcess | undefined;

  private constructor(folder: string) {
    this.#folder = folder;
    this.socketPath = `${folder}/clamd.ctl`;
  }

  /** Writes its configuration; it runs after `start`. `streamMax` in megabytes. */
  static async prepare({ streamMax = 100 } = {}): Promise<ClamdProcess> {
    const folder = await Deno.makeTempDir({ prefix: "carewire-clamd-" });
    const clamd = new ClamdProcess(folder);
    await Deno.mkdir(`${folder}/signatures`);
    const hex = new TextEncoder().encode(EICAR).toHex();
    await Deno.writeTextFile(`${folder}/signatures/test.ndb`, `Carewire.Test.Eicar:0:*:${hex}\n`);
    await Deno.writeTextFile(
      `${folder}/clamd.conf`,
      [
        `DatabaseDirectory ${folder}/signatures`,
        `LocalSocket ${clamd.socketPath}`,
        `TemporaryDirectory ${folder}`,
        `StreamMaxLength ${streamMax}M`,
        `MaxFileSize ${streamMax}M`,
        `MaxScanSize ${streamMax}M`,
        "Foreground yes",
        "FixStaleSocket yes",
        "",
      ].join("\n"),
    );
    return clamd;
  }

  /** Starts it; resolves when it answers. */
  async start(): Promise<void> {
    this.#child = new Deno.Command(CLAMD, {
      args: ["--foreground", `--config-file=${this.#folder}/clamd.conf`],
      stdin: "null",
      stdout: "null",
      stderr: "inherit",
    }).spawn();
    await until(() => this.#answers(), "clamd did not start");
  }

  async stop(): Promise<void> {
    if (!this.#child) return;
    this.#child.kill("SIGKILL");
    await this.#child.status;
    this.#child = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #answers(): Promise<boolean> {
    try {
      using connection = await Deno.connect({ transport: "unix", path: this.socketPath });
      await connection.write(new TextEncoder().encode("zPING\0"));
      const reply = new Uint8Array(16);
      const count = await connection.read(reply);
      return new TextDecoder().decode(reply.subarray(0, count ?? 0)).startsWith("PONG");
    } catch {
      return false;
    }
  }
}
