import { argon2id } from "hash-wasm";
import { areEqualBytes } from "./core/equal_bytes.ts";

/** Cost of argon2id: OWASP's smallest recommended setting (Password Storage Cheat Sheet). */
export const ARGON2_PARAMETERS = { memoryKib: 19_456, iterations: 2, parallelism: 1, hashBytes: 32 } as const;
export const SALT_BYTES = 16;
/** Most memory that a stored hash may ask for, so that a damaged row cannot stop the process. */
const MEMORY_KIB_MAX = 131_072;

const PHC =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

/**
 * A hash that no known password has, to be verified where an account or its password is missing: a sign-in then
 * costs the same whether somebody exists or not.
 */
export const DECOY_HASH = "$argon2id$v=19$m=19456,t=2,p=1$bm8gYWNjb3VudCBoZXJlIQ$" +
  "6sK1uVQmT0xR2nW8pYb4cD7eF9gH3jL5kZ0aX1vB2tM";

export interface PasswordCheck {
  isRight: boolean;
  /** Whether the hash was made with other parameters than today's. */
  isOutdated: boolean;
}

/** Hashes a password, normalised by NFKC, with argon2id (RFC 9106) to a PHC string. Takes about 100 ms of CPU. */
export async function hashPassword(password: string, salt: Uint8Array): Promise<string> {
  const { memoryKib, iterations, parallelism, hashBytes } = ARGON2_PARAMETERS;
  return await argon2id({
    password: password.normalize("NFKC"),
    salt,
    memorySize: memoryKib,
    iterations,
    parallelism,
    hashLength: hashBytes,
    outputType: "encoded",
  });
}

/** Compares a password with a PHC string in constant time; throws a TypeError when the string is none of argon2id. */
export async function checkPassword(password: string, phc: string): Promise<PasswordCheck> {
  const stored = parsePhc(phc);
  const hash = await argon2id({
    password: password.normalize("NFKC"),
    salt: stored.salt,
    memorySize: stored.memoryKib,
    iterations: stored.iterations,
    parallelism: stored.parallelism,
    hashLength: stored.hash.length,
    outputType: "binary",
  });
  return { isRight: areEqualBytes(hash, stored.hash), isOutdated: isOutdated(stored) };
}

interface StoredHash {
  memoryKib: number;
  iterations: number;
  parallelism: number;
  salt: Uint8Array;
  hash: Uint8Array;
}

function parsePhc(phc: string): StoredHash {
  const [, memoryKib, iterations, parallelism, salt, hash] = PHC.exec(phc) ?? [];
  if (!salt || !hash || Number(memoryKib) > MEMORY_KIB_MAX) {
    throw new TypeError("Cannot check a password: the stored hash is no argon2id string");
  }
  return {
    memoryKib: Number(memoryKib),
    iterations: Number(iterations),
    parallelism: Number(parallelism),
    salt: bytesOf(salt),
    hash: bytesOf(hash),
  };
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function isOutdated(stored: StoredHash): boolean {
  const { memoryKib, iterations, parallelism, hashBytes } = ARGON2_PARAMETERS;
  return stored.memoryKib !== memoryKib || stored.iterations !== iterations ||
    stored.parallelism !== parallelism || stored.hash.length !== hashBytes ||
    stored.salt.length !== SALT_BYTES;
}
