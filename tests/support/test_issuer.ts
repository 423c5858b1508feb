import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import { freePort } from "./free_port.ts";

export interface IssuerKey {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  jwk: JWK;
}

/** A pair of keys as issuers publish them. */
export async function issuerKey(kid: string, alg = "ES256"): Promise<IssuerKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, publicKey, jwk: { ...await exportJWK(publicKey), kid, alg, use: "sig" } };
}

/** An OpenID Connect issuer on loopback: discovery document and keys. Disposing stops it. */
export class TestIssuer implements AsyncDisposable {
  readonly port: number;
  /** What its key set holds. */
  keys: JWK[] = [];
  /** Put over the discovery document. */
  discovery: Record<string, unknown> = {};
  /** Answers instead of the documents, if set. */
  answer: (() => Response | Promise<Response>) | undefined;
  /** How often each document was asked for. */
  readonly asked = { discovery: 0, keys: 0 };
  readonly #now: () => number;
  #server: Deno.HttpServer | undefined;

  constructor(now: () => number, port = freePort()) {
    this.#now = now;
    this.port = port;
    this.start();
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/realms/clinic`;
  }

  /** Listens; also again after a stop. */
  start(): void {
    const options = { hostname: "127.0.0.1", port: this.port, onListen: () => {} };
    this.#server = Deno.serve(options, (request) => this.#serve(new URL(request.url).pathname));
  }

  async stop(): Promise<void> {
    await this.#server?.shutdown();
    this.#server = undefined;
  }

  /** A token of this issuer for somebody with a verified e-mail, with what is to be different. */
  sign(key: IssuerKey, claims: JWTPayload = {}, header: Record<string, unknown> = {}): Promise<string> {
    const now = Math.floor(this.#now() / 1000);
    return new SignJWT({
      iss: this.url,
      aud: "carewire",
      sub: "subject-1",
      iat: now,
      exp: now + 300,
      email: "pat@example.test",
      email_verified: true,
      ...claims,
    }).setProtectedHeader({ alg: key.alg, kid: key.kid, ...header }).sign(key.privateKey);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #serve(path: string): Response | Promise<Response> {
    if (this.answer) return this.answer();
    if (path === "/realms/clinic/.well-known/openid-configuration") {
      this.asked.discovery++;
      return Response.json({ issuer: this.url, jwks_uri: `${this.url}/keys`, ...this.discovery });
    }
    if (path === "/realms/clinic/keys") {
      this.asked.keys++;
      return Response.json({ keys: this.keys });
    }
    return new Response(null, { status: 404 });
  }
}
