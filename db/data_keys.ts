import type { Database, Sql } from "./database.ts";
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

interface KeyRow {
  id: number;
  wrapped_key: Uint8Array;
}

/** The data keys that message texts are encrypted with, unwrapped on use and kept for a while. */
export class DataKeys {
  /** What the data keys, and the keys of files, are wrapped with. */
  readonly keyring: Keyring;
  readonly #byId = new Map<number, FernetKey>();
  readonly #bySender = new Map<string, DataKey>();
  readonly #opening = new Map<string, Promise<DataKey>>();

  constructor(keyring: Keyring) {
    this.keyring = keyring;
  }

  /** The sender's key of this conversation, if it was used here lately. */
  known(conversationId: string, userId: number): DataKey | undefined {
    return this.#bySender.get(placeOf(conversationId, userId));
  }

  /** The sender's key of this conversation; made, in a transaction of its own, when there is none. */
  async forSender(db: Database, conversationId: string, userId: number): Promise<DataKey> {
    const place = placeOf(conversationId, userId);
    const known = this.#bySender.get(place);
    if (known) return known;
    // Many messages of a new sender at once make one key.
    const opening = this.#opening.get(place) ?? this.#findOrMake(db, conversationId, userId);
    this.#opening.set(place, opening);
    try {
      const key = await opening;
      keep(this.#bySender, place, key);
      return key;
    } finally {
      this.#opening.delete(place);
    }
  }

  /** The keys with these ids. */
  async load(sql: Sql, ids: readonly number[]): Promise<Map<number, FernetKey>> {
    const missing = [...new Set(ids)].filter((id) => !this.#byId.has(id));
    if (missing.length > 0) {
      const rows = await sql<KeyRow[]>`
        select id, wrapped_key from data_keys where id = any(${missing}::bigint[])`;
      for (const row of rows) await this.#unwrap(row);
    }
    return new Map([...new Set(ids)].flatMap((id) => {
      const key = this.#byId.get(id);
      return key ? [[id, key]] : [];
    }));
  }

  async #findOrMake(db: Database, conversationId: string, userId: number): Promise<DataKey> {
    const find = () => db.read((sql) => selectKey(sql, conversationId, userId));
    let row = await find();
    if (!row) {
      const wrapped = await this.keyring.wrap(crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
      await db.write((sql) =>
        sql`
          insert into data_keys (conversation_id, user_id, wrapped_key)
          values (${conversationId}, ${userId}, ${wrapped}) on conflict (conversation_id, user_id) do nothing`
      );
      row = await find();
    }
    if (!row) throw new Error("a data key has vanished");
    return { id: row.id, key: await this.#unwrap(row) };
  }

  async #unwrap({ id, wrapped_key }: KeyRow): Promise<FernetKey> {
    const known = this.#byId.get(id);
    if (known) return known;
    const raw = await this.keyring.unwrap(wrapped_key);
    if (!raw) throw new Error(`data key ${id} fits no key of ENCRYPTION_KEY`);
    const key = await importFernetKey(raw);
    keep(this.#byId, id, key);
    return key;
  }
}

function placeOf(conversationId: string, userId: number): string {
  return `${conversationId} ${userId}`;
}

function keep<K, V>(cache: Map<K, V>, key: K, value: V): void {
  cache.set(key, value);
  const [oldest] = cache.keys();
  if (cache.size > CACHE_MAX && oldest !== undefined) cache.delete(oldest);
}

async function selectKey(sql: Sql, conversationId: string, userId: number): Promise<KeyRow | undefined> {
  const [row] = await sql<KeyRow[]>`
    select id, wrapped_key from data_keys where conversation_id = ${conversationId} and user_id = ${userId}`;
  return row;
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
