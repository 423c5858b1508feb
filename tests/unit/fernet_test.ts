import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import * as fc from "fast-check";
import vectors from "./fixtures/fernet_vectors.json" with { type: "json" };
import {
  decryptFernet,
  encryptFernet,
  fernetBytes,
  type FernetKey,
  fernetText,
  importFernetKey,
} from "../../db/fernet.ts";
import { openKeyring } from "../../db/keyring.ts";
import { decodeBase64Url, encodeBase64Url } from "../../realtime/core/base64url.ts";
import { parseEncryptionKeys } from "../../realtime/core/encryption_key.ts";

const clock = { now: () => Date.parse("2026-01-02T03:04:05Z") };
const OLD = "0123456789abcdef0123456789ABCDEF";
const NEW = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

function keyOf(secret: string): Promise<FernetKey> {
  const raw = fernetBytes(secret);
  ok(raw);
  return importFernetKey(raw);
}

for (const { token, now, iv, src, secret } of vectors.generate) {
  Deno.test(`encryptFernet() makes the token of the specification for "${src}" [KEY-1]`, async () => {
    const plain = new TextEncoder().encode(src);
    const made = await encryptFernet(await keyOf(secret), plain, {
      nowMs: Date.parse(now),
      iv: Uint8Array.from(iv),
    });
    equal(fernetText(made), token);
  });
}

for (const { token, now, ttl_sec: ttlSeconds, src, secret } of vectors.verify) {
  Deno.test(`decryptFernet() reads the token of the specification for "${src}" [KEY-1]`, async () => {
    const bytes = fernetBytes(token);
    ok(bytes);
    const plain = await decryptFernet(await keyOf(secret), bytes, { ttlSeconds, nowMs: Date.parse(now) });
    equal(new TextDecoder().decode(plain), src);
  });
}

for (const { desc, token, now, ttl_sec: ttlSeconds, secret } of vectors.invalid) {
  Deno.test(`decryptFernet() refuses a token of the specification: ${desc} [KEY-1]`, async () => {
    const bytes = fernetBytes(token);
    if (desc === "invalid base64") return equal(bytes, undefined);
    ok(bytes);
    equal(await decryptFernet(await keyOf(secret), bytes, { ttlSeconds, nowMs: Date.parse(now) }), undefined);
  });
}

Deno.test("decryptFernet() gives back every plaintext and refuses any changed byte [KEY-1]", async () => {
  const key = await keyOf(NEW);
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 100 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async (plain, at, by) => {
        const token = await encryptFernet(key, plain, { nowMs: clock.now() });
        deepEqual(await decryptFernet(key, token), Uint8Array.from(plain));
        const index = at % token.length;
        token[index] = (token[index] ?? 0) ^ by;
        equal(await decryptFernet(key, token), undefined);
      },
    ),
    { numRuns: 50 },
  );
});

Deno.test("decodeBase64Url() reads what encodeBase64Url() writes and one text only", () => {
  fc.assert(
    fc.property(
      fc.uint8Array(),
      (bytes) => deepEqual(decodeBase64Url(encodeBase64Url(bytes)), Uint8Array.from(bytes)),
    ),
  );
  for (const text of ["A", "AB=", "A===", "AB", "AB==", "a+b/", "ab c", "=", "AA=A"]) {
    equal(decodeBase64Url(text), undefined, text);
  }
  deepEqual(decodeBase64Url("AA=="), new Uint8Array(1));
});

Deno.test("parseEncryptionKeys() takes Fernet keys and 32 characters, newest first [KEY-2]", () => {
  const parsed = parseEncryptionKeys(`${NEW}, ${OLD}`);
  ok(parsed.ok);
  deepEqual(parsed.keys, [fernetBytes(NEW), new TextEncoder().encode(OLD)]);
});

Deno.test("parseEncryptionKeys() refuses anything else without repeating it [KEY-2]", () => {
  const wrong = [
    "",
    "your-32-char-encryption-key",
    `${OLD}${OLD}`,
    `${OLD}é`,
    NEW.replace("-", "+"),
    NEW.slice(0, -1),
  ];
  for (const text of [...wrong, `${NEW},`, `${NEW},x`, `${OLD.slice(1)} `, NEW.replace("4e4=", "4e5=")]) {
    const parsed = parseEncryptionKeys(text);
    ok(!parsed.ok, text);
    ok(text.length < 3 || !parsed.problem.includes(text));
  }
  ok(!parseEncryptionKeys(new Array(9).fill(OLD).join()).ok);
});

Deno.test("Keyring wraps with the newest key and unwraps with all [KEY-3]", async () => {
  const secret = new TextEncoder().encode("a data key");
  const [before, after, later] = await Promise.all(
    [OLD, `${NEW},${OLD}`, NEW].map((text) => openKeyring(text, clock)),
  );
  ok(before && after && later);
  deepEqual(await after.unwrap(await before.wrap(secret)), secret);
  deepEqual(await later.unwrap(await after.wrap(secret)), secret);
  equal(await later.unwrap(await before.wrap(secret)), undefined);
});

Deno.test("openKeyring() throws on what is no key, without showing it [KEY-2]", async () => {
  await rejects(openKeyring("hunter2", clock), (error: Error) => !error.message.includes("hunter2"));
});
