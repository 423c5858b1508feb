import { freePort } from "./free_port.ts";

const TURN_SERVER = "/usr/bin/turnserver";
const START_MS = 15_000;
const POLL_MS = 50;
const CERTIFICATE_DAYS = "2";

export const TURN_SECRET = "a secret of the tests";

/** A real coturn on loopback that knows credentials which expire; disposing ends it. */
export class TurnServer implements AsyncDisposable {
  readonly port: number;
  readonly tlsPort: number;
  readonly #folder: string;
  readonly #child: Deno.ChildProcess;

  private constructor(ports: { port: number; tlsPort: number }, folder: string, child: Deno.ChildProcess) {
    this.port = ports.port;
    this.tlsPort = ports.tlsPort;
    this.#folder = folder;
    this.#child = child;
  }

  /** Starts one; resolves when it takes connections. */
  static async start(): Promise<TurnServer> {
    const folder = await Deno.makeTempDir({ prefix: "carewire-turn-" });
    const [key, certificate] = [`${folder}/key.pem`, `${folder}/certificate.pem`];
    await makeCertificate(key, certificate);
    const ports = { port: freePort(), tlsPort: freePort() };
    const child = new Deno.Command(TURN_SERVER, {
      args: [
        ...["-n", "--no-cli", "--use-auth-secret", `--static-auth-secret=${TURN_SECRET}`],
        ...["--realm=carewire.test", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1"],
        // Both ends of a test are on this machine; a clinic's relay must not reach its own host.
        "--allow-loopback-peers",
        ...[`--listening-port=${ports.port}`, `--tls-listening-port=${ports.tlsPort}`],
        ...[`--cert=${certificate}`, `--pkey=${key}`, `--db=${folder}/db`, `--pidfile=${folder}/pid`],
        ...["--log-file=stdout", "--simple-log"],
      ],
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const server = new TurnServer(ports, folder, child);
    const until = Date.now() + START_MS;
    while (!await server.#answers()) {
      if (Date.now() > until) {
        await server[Symbol.asyncDispose]();
        throw new Error("coturn did not start");
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    return server;
  }

  /** Its URLs, as TURN_URL takes them. */
  urls(...transports: readonly ("udp" | "tcp" | "tls")[]): string {
    const all = {
      udp: `turn:127.0.0.1:${this.port}?transport=udp`,
      tcp: `turn:127.0.0.1:${this.port}?transport=tcp`,
      tls: `turns:127.0.0.1:${this.tlsPort}?transport=tcp`,
    };
    return transports.map((one) => all[one]).join(",");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError)) throw error; // it has ended already
    }
    await this.#child.status;
    await Deno.remove(this.#folder, { recursive: true });
  }

  async #answers(): Promise<boolean> {
    try {
      (await Deno.connect({ hostname: "127.0.0.1", port: this.port })).close();
      return true;
    } catch {
      return false;
    }
  }
}

async function makeCertificate(key: string, certificate: string): Promise<void> {
  const { success } = await new Deno.Command("openssl", {
    args: [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
      ...["-keyout", key, "-out", certificate, "-days", CERTIFICATE_DAYS, "-subj", "/CN=127.0.0.1"],
    ],
    stdout: "null",
    stderr: "null",
  }).output();
  if (!success) throw new Error("openssl made no certificate");
}
