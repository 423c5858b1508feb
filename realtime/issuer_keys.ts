import { createLocalJWKSet, errors, type FlattenedJWSInput, type JWSHeaderParameters } from "jose";
import * as v from "valibot";
import type { Clock } from "./ports/clock.ts";
import { Unavailable } from "./ports/unavailable.ts";
import { secureUrl } from "./variable_parsers.ts";

/** How long keys are used without asking for them again. */
export const KEYS_FRESH_MS = 10 * 60_000;
/** How long they are used while the issuer can't be asked. */
export const KEYS_STALE_MS = 60 * 60_000;
/** Pause between two questions, whatever tokens come: who writes unknown keys into tokens makes no traffic with it. */
export const KEYS_COOL_DOWN_MS = 10_000;
const KEYS_MAX = 100;
/** RFC 8725 §3.5 and RFC 7518 §3.3. */
const RSA_BITS_MIN = 2_048;

const discovery = v.object({ issuer: v.string(), jwks_uri: v.string() });
const keySet = v.object({ keys: v.pipe(v.array(v.looseObject({ kty: v.string() })), v.maxLength(KEYS_MAX)) });

type KeySet = ReturnType<typeof createLocalJWKSet>;

export interface IssuerKeysDeps {
  clock: Clock;
  /** Gets a JSON document; throws Unavailable when there is none to be had. */
  fetchJson(url: string): Promise<unknown>;
}

/**
 * The public keys of an OpenID Connect issuer, found by its discovery document (OpenID Connect Discovery 1.0 §4). They are
 * asked for at the first token, when they are old, and when a token names one that is not among them.
 */
export class IssuerKeys {
  readonly #issuer: string;
  readonly #deps: IssuerKeysDeps;
  #held: { set: KeySet; at: number } | undefined;
  #asking: Promise<void> | undefined;
  #lastAskedAt = -Infinity;
  #failure: unknown;

  constructor(issuer: string, deps: IssuerKeysDeps) {
    this.#issuer = issuer;
    this.#deps = deps;
  }

  /** The key that signed this token by its header; undefined when the issuer has none such. Throws Unavailable. */
  async find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey | undefined> {
    if (!this.#isYounger(KEYS_FRESH_MS)) await this.#ask();
    const key = await this.#keyOf(header, token);
    if (key) return key;
    await this.#ask();
    return await this.#keyOf(header, token);
  }

  /** Asks the issuer, once for all who wait and not too often. Throws when nothing can be said without an answer. */
  async #ask(): Promise<void> {
    const now = this.#deps.clock.now();
    if (!this.#asking && now - this.#lastAskedAt >= KEYS_COOL_DOWN_MS) {
      this.#lastAskedAt = now;
      this.#asking = this.#load().finally(() => this.#asking = undefined);
    }
    await this.#asking;
  }

  async #load(): Promise<void> {
    try {
      this.#held = { set: await this.#fetchSet(), at: this.#deps.clock.now() };
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
    }
  }

  async #fetchSet(): Promise<KeySet> {
    // A slash at the end is no part of the path (Discovery §4.1), but of the issuer's name.
    const url = `${this.#issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
    const found = v.safeParse(discovery, await this.#deps.fetchJson(url));
    if (!found.success || found.output.issuer !== this.#issuer) {
      throw new Unavailable(`Cannot use ${url}: it is not the document of this issuer`);
    }
    const { jwks_uri } = found.output;
    if (!secureUrl(jwks_uri).ok) throw new Unavailable(`Cannot use ${url}: its keys are not at a secure URL`);
    const keys = v.safeParse(keySet, await this.#deps.fetchJson(jwks_uri));
    if (!keys.success) throw new Unavailable(`Cannot use ${jwks_uri}: it holds no set of keys`);
    try {
      return createLocalJWKSet(keys.output);
    } catch (cause) {
      throw new Unavailable(`Cannot use ${jwks_uri}: it holds no set of keys`, { cause });
    }
  }

  async #keyOf(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey | undefined> {
    const held = this.#isYounger(KEYS_STALE_MS) ? this.#held : undefined;
    const key = await held?.set(header, token).catch(noKey);
    if (key && isLongEnough(key)) return key;
    // Without an answer nobody knows whether the issuer has this key by now.
    if (this.#failure) throw this.#failure;
    return undefined;
  }

  #isYounger(ms: number): boolean {
    return this.#held !== undefined && this.#deps.clock.now() - this.#held.at < ms;
  }
}

/** What the set throws for a header that fits none of its keys, or for one that can't be imported. */
function noKey(error: unknown): undefined {
  if (error instanceof errors.JOSEError || error instanceof TypeError || error instanceof DOMException) {
    return;
  }
  throw error;
}

function isLongEnough({ algorithm }: CryptoKey): boolean {
  return !("modulusLength" in algorithm) || Number(algorithm.modulusLength) >= RSA_BITS_MIN;
}
