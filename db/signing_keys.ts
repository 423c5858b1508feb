import { encodeBase64Url } from "../realtime/core/base64url.ts";
import type { SigningKey, SigningKeys } from "../realtime/ports/accounts.ts";
import type { Clock } from "../realtime/ports/clock.ts";
import type { Database, Sql } from "./database.ts";
import type { Keyring } from "./keyring.ts";

/** Taken by whoever makes the first key, so that instances that start together make one. */
const KEY_LOCK = 7_332_002;
/** How often unknown key ids may send us to the database; a stranger can invent as many as they like. */
const RELOAD_PAUSE_MS = 1_000;
const ALGORITHM = "Ed25519";

interface KeyRow {
  kid: string;
  public_jwk: JsonWebKey;
  wrapped_private: Uint8Array;
}

/** Ed25519 keys in the table `signing_keys`, shared by all instances; private parts are wrapped by the keyring. */
export class StoredSigningKeys implements SigningKeys {
  readonly #db: Database;
  readonly #keyring: Keyring;
  readonly #clock: Clock;
  readonly #verifiers = new Map<string, CryptoKey>();
  #current: Promise<SigningKey> | undefined;
  #reload: { atMs: number; done: Promise<void> } | undefined;

  constructor({ db, keyring, clock }: { db: Database; keyring: Keyring; clock: Clock }) {
    this.#db = db;
    this.#keyring = keyring;
    this.#clock = clock;
  }

  current(): Promise<SigningKey> {
    return this.#current ??= this.#findAndKnow().catch((error) => {
      this.#current = undefined;
      throw error;
    });
  }

  async verifier(kid: string): Promise<CryptoKey | undefined> {
    if (!this.#verifiers.has(kid)) await this.#reloadSometimes();
    return this.#verifiers.get(kid);
  }

  /** Knows its verifier too before anything is signed with it. */
  async #findAndKnow(): Promise<SigningKey> {
    const key = await this.#findOrMake();
    await this.#load();
    return key;
  }

  async #findOrMake(): Promise<SigningKey> {
    const found = await this.#newestUsable(await this.#db.read(selectKeys));
    if (found) return found;
    return await this.#db.transaction(async (sql) => {
      await sql`select pg_advisory_xact_lock(${KEY_LOCK})`;
      return await this.#newestUsable(await selectKeys(sql)) ?? await this.#make(sql);
    });
  }

  /** The newest key whose private part the keyring opens: where ENCRYPTION_KEY was lost, a new one is made. */
  async #newestUsable(rows: KeyRow[]): Promise<SigningKey | undefined> {
    for (const row of rows) {
      const pkcs8 = await this.#keyring.unwrap(row.wrapped_private);
      if (!pkcs8) continue;
      const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, ALGORITHM, false, ["sign"]);
      return { kid: row.kid, privateKey };
    }
    return undefined;
  }

  async #make(sql: Sql): Promise<SigningKey> {
    const pair = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]) as CryptoKeyPair;
    const { kty, crv, x } = await crypto.subtle.exportKey("jwk", pair.publicKey);
    const kid = await thumbprint({ crv, kty, x });
    const pkcs8 = await crypto.subtle.exportKey("pkcs8", pair.privateKey);
    const wrapped = await this.#keyring.wrap(new Uint8Array(pkcs8));
    await sql`
      insert into signing_keys (kid, alg, public_jwk, wrapped_private)
      values (${kid}, 'EdDSA', ${sql.json({ kty: kty!, crv: crv!, x: x! })}, ${wrapped})`;
    return { kid, privateKey: pair.privateKey };
  }

  #reloadSometimes(): Promise<void> {
    const now = this.#clock.now();
    if (!this.#reload || now - this.#reload.atMs >= RELOAD_PAUSE_MS) {
      this.#reload = { atMs: now, done: this.#load() };
      this.#reload.done.catch(() => this.#reload = undefined);
    }
    return this.#reload.done;
  }

  async #load(): Promise<void> {
    for (const { kid, public_jwk } of await this.#db.read(selectKeys)) {
      this.#verifiers.set(kid, await crypto.subtle.importKey("jwk", public_jwk, ALGORITHM, true, ["verify"]));
    }
  }
}

async function selectKeys(sql: Sql): Promise<KeyRow[]> {
  return await sql<KeyRow[]>`
    select kid, public_jwk, wrapped_private from signing_keys order by created_at desc, kid`;
}

/** RFC 7638: SHA-256 over the required members in the order of their names. */
async function thumbprint(jwk: { crv?: string; kty?: string; x?: string }): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(jwk)));
  return encodeBase64Url(new Uint8Array(digest));
}
