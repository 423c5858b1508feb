import type { Sql } from "./database.ts";
import { type FernetKey, importFernetKey } from "./fernet.ts";
import type { Keyring } from "./keyring.ts";

const KEY_BYTES = 32;
/** Most keys kept unwrapped; the oldest leave first. */
const CACHE_MAX = 5_000;

/** One key per person for what is written about them outside of conversations, unwrapped on use and kept for a while. */
export class PersonKeys {
  readonly #keyring: Keyring;
  /** With what each was unwrapped from, so that a key that was replaced or never committed is not used. */
  readonly #byUser = new Map<number, { wrapped: string; key: FernetKey }>();

  constructor(keyring: Keyring) {
    this.#keyring = keyring;
  }

  /** The person's key; made, inside the caller's transaction, when there is none. */
  async forPerson(sql: Sql, userId: number): Promise<FernetKey> {
    const find = () =>
      sql<{ wrapped_key: Uint8Array }[]>`select wrapped_key from person_keys where user_id = ${userId}`;
    let [row] = await find();
    if (!row) {
      const wrapped = await this.#keyring.wrap(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
      await sql`
        insert into person_keys (user_id, wrapped_key) values (${userId}, ${wrapped})
        on conflict (user_id) do nothing`;
      [row] = await find();
    }
    if (!row) throw new Error("a person's key has vanished");
    return await this.open(userId, row.wrapped_key);
  }

  /** A person's key out of its stored form. */
  async open(userId: number, wrappedKey: Uint8Array): Promise<FernetKey> {
    const wrapped = wrappedKey.toHex();
    const known = this.#byUser.get(userId);
    if (known?.wrapped === wrapped) return known.key;
    const raw = await this.#keyring.unwrap(wrappedKey);
    if (!raw) throw new Error(`the key of person ${userId} fits no key of ENCRYPTION_KEY`);
    const key = await importFernetKey(raw);
    this.#byUser.set(userId, { wrapped, key });
    if (this.#byUser.size > CACHE_MAX) this.#byUser.delete(this.#byUser.keys().next().value ?? -1);
    return key;
  }
}

/** HMAC-SHA256 of a text under a person's key. Fernet signs nothing that begins like a text, so the two never meet. */
export async function printOf(key: FernetKey, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key.signing, new TextEncoder().encode(text)));
}
