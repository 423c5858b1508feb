import { Buffer } from "node:buffer";
import net from "node:net";
import tls from "node:tls";
import type { Address } from "./connection_target.ts";

/** PostgreSQL's SSLRequest message (protocol documentation, "SSLRequest"). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
const SSL_ACCEPTED = 83;
const KEEP_ALIVE_MS = 60_000;

/**
 * A connected socket to the server, already in TLS where the address asks for it. `opened` is called with each socket
 * as soon as it exists, so that its owner can destroy it at any time. Rejects when there is no connection, or when the
 * server offers no TLS or a certificate that does not prove its name.
 */
export async function openConnectionSocket(
  address: Address,
  opened: (socket: net.Socket) => void,
): Promise<net.Socket> {
  const plain = address.kind === "unix"
    ? net.connect({ path: address.path })
    : net.connect({ host: address.host, port: address.port, noDelay: true });
  opened(plain);
  await settled(plain, "connect");
  if (address.kind === "unix") return plain;
  plain.setKeepAlive(true, KEEP_ALIVE_MS);
  if (!address.tls) return plain;
  await askForTls(plain);
  const secured = tls.connect({
    socket: plain,
    ...(net.isIP(address.host) ? { host: address.host } : { servername: address.host }),
    rejectUnauthorized: true,
    ...(address.tls.ca ? { ca: [address.tls.ca] } : {}),
  });
  opened(secured);
  await settled(secured, "secureConnect");
  return secured;
}

/** Bytes after the answer's one would be injected from before the TLS handshake (CVE-2021-23222): refused. */
async function askForTls(socket: net.Socket): Promise<void> {
  socket.write(SSL_REQUEST);
  const answer = await settled(socket, "data");
  socket.pause();
  if (!(answer instanceof Uint8Array) || answer.length !== 1 || answer[0] !== SSL_ACCEPTED) {
    socket.destroy();
    throw new Error("the server does not offer TLS, which DATABASE_URL's sslmode asks for");
  }
}

/** Waits for one event of `socket`; its error or its end rejects. */
function settled(socket: net.Socket, event: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const done = (value: unknown) => (forget(), resolve(value));
    const failed = (error: Error) => (forget(), reject(error));
    const closed = () => failed(new Error("the server closed the connection before it was ready"));
    const forget = () => socket.off(event, done).off("error", failed).off("close", closed);
    socket.once(event, done).once("error", failed).once("close", closed);
  });
}
