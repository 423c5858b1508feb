import type { Sql } from "./database.ts";
import { decryptFernet, encryptFernet, type FernetKey, importFernetKey } from "./fernet.ts";
import type { Keyring } from "./keyring.ts";

const KEY_BYTES = 32;
/** Most data keys kept unwrapped; the oldest leave first. */
const CACHE_MAX = 5_000;

/** A sender's key in one conversation, ready for use. */
export interface DataKey {
  id: number;
  key: FernetKey;
}

/** The data keys that message texts are encrypted with, unwrapped on use and kept for a while. */
export class DataKeys {
  /** What the data keys, and the keys of files, are wrapped with. */
  readonly keyring: Keyring;
  readonly #byId = new Map<number, FernetKey>();

  constructor(keyring: Keyring) {
    this.keyring = keyring;
  }

  /** The sender's key of this conversation; made, inside the caller's transaction, when there is none. */
  async forSender(sql: Sql, conversationId: string, userId: number): Promise<DataKey> {
    const find = () =>
      sql<{ id: number; wrapped_key: Uint8Array }[]>`
        select id, wrapped_key from data_keys where conversation_id = ${conversationId} and user_id = ${userId}`;
    let [row] = await find();
    if (!row) {
      const wrapped = await this.keyring.wrap(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
      await sql`
        insert into data_keys (conversation_id, user_id, wrapped_key)
        values (${conversationId}, ${userId}, ${wrapped}) on conflict (conversation_id, user_id) do nothing`;
      [row] = await find();
    }
    if (!row) throw new Error("a data key has vanished");
    return { id: row.id, key: await this.#unwrap(row.id, row.wrapped_key) };
  }

  /** The keys with these ids. */
  async load(sql: Sql, ids: readonly number[]): Promise<Map<number, FernetKey>> {
    const missing = [...new Set(ids)].filter((id) => !this.#byId.has(id));
    if (missing.length > 0) {
      const rows = await sql<{ id: number; wrapped_key: Uint8Array }[]>`
        select id, wrapped_key from data_keys where id = any(${missing}::bigint[])`;
      for (const row of rows) await this.#unwrap(row.id, row.wrapped_key);
    }
    return new Map([...new Set(ids)].flatMap((id) => {
      const key = this.#byId.get(id);
      return key ? [[id, key]] : [];
    }));
  }

  async #unwrap(id: number, wrapped: Uint8Array): Promise<FernetKey> {
    const known = this.#byId.get(id);
    if (known) return known;
    const raw = await this.keyring.unwrap(wrapped);
    if (!raw) throw new Error(`data key ${id} fits no key of ENCRYPTION_KEY`);
    const key = await importFernetKey(raw);
    this.#byId.set(id, key);
    if (this.#byId.size > CACHE_MAX) this.#byId.delete(this.#byId.keys().next().value ?? -1);
    return key;
  }
}

/** A text as a Fernet token in raw bytes. */
export function encryptText(key: FernetKey, text: string, nowMs: number): Promise<Uint8Array> {
  return encryptFernet(key, new TextEncoder().encode(text), { nowMs });
}

/** The text of a token; throws when the token was changed or belongs to another key. */
export async function decryptText(key: FernetKey, token: Uint8Array): Promise<string> {
  const plain = await decryptFernet(key, token);
  if (!plain) throw new Error("a stored text can't be decrypted: it was changed or moved");
  return new TextDecoder().decode(plain);
}
