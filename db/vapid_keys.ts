import { encodeBase64Url } from "../realtime/core/base64url.ts";
import type { VapidKey, VapidKeys } from "../realtime/ports/push.ts";
import type { Database, Sql } from "./database.ts";
import type { Keyring } from "./keyring.ts";

/** Taken by whoever makes the first pair, so that instances that start together make one. */
const KEY_LOCK = 7_332_003;
const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const ID_BYTES = 12;

interface KeyRow {
  public_key: Uint8Array<ArrayBuffer>;
  wrapped_private: Uint8Array;
}

/** The P-256 pair in the table `vapid_keys`, shared by all instances; the private part is wrapped by the keyring. */
export function vapidKeys(db: Database, keyring: Keyring): VapidKeys {
  let known: Promise<VapidKey> | undefined;
  return {
    current() {
      return known ??= findOrMake(db, keyring).catch((error) => {
        known = undefined;
        throw error;
      });
    },
  };
}

async function findOrMake(db: Database, keyring: Keyring): Promise<VapidKey> {
  const found = await newestUsable(keyring, await db.read(selectKeys));
  if (found) return found;
  return await db.transaction(async (sql) => {
    await sql`select pg_advisory_xact_lock(${KEY_LOCK})`;
    return await newestUsable(keyring, await selectKeys(sql)) ?? await make(sql, keyring);
  });
}

/** The newest pair that the keyring opens: where ENCRYPTION_KEY was lost, a new one is made. */
async function newestUsable(keyring: Keyring, rows: KeyRow[]): Promise<VapidKey | undefined> {
  for (const { public_key, wrapped_private } of rows) {
    const pkcs8 = await keyring.unwrap(wrapped_private);
    if (!pkcs8) continue;
    const privateKey = await crypto.subtle.importKey("pkcs8", pkcs8, CURVE, false, ["sign"]);
    return { publicKey: new Uint8Array(public_key), privateKey };
  }
  return undefined;
}

async function make(sql: Sql, keyring: Keyring): Promise<VapidKey> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ["sign", "verify"]) as CryptoKeyPair;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", pair.privateKey);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", publicKey));
  await sql`
    insert into vapid_keys (kid, public_key, wrapped_private)
    values (${encodeBase64Url(digest.slice(0, ID_BYTES))}, ${publicKey},
      ${await keyring.wrap(new Uint8Array(pkcs8))})`;
  return { publicKey, privateKey: pair.privateKey };
}

async function selectKeys(sql: Sql): Promise<KeyRow[]> {
  return await sql<
    KeyRow[]
  >`select public_key, wrapped_private from vapid_keys order by created_at desc, kid`;
}
