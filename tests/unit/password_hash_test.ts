import { deepEqual, equal, match, notEqual, rejects } from "node:assert/strict";
import { checkPassword, DECOY_HASH, hashPassword } from "../../realtime/password_hash.ts";

const SALT = Uint8Array.from({ length: 16 }, (_, at) => at);

Deno.test("hashPassword() makes a PHC string that checkPassword() accepts for this password alone [AUTH-4]", async () => {
  const phc = await hashPassword("Öl & \u212b", SALT);
  match(phc, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$AAECAwQFBgcICQoLDA0ODw\$[A-Za-z0-9+/]{43}$/);
  deepEqual(await checkPassword("Öl & \u212b", phc), { isRight: true, isOutdated: false });
  deepEqual(await checkPassword("O\u0308l & \u00c5", phc), { isRight: true, isOutdated: false });
  deepEqual(await checkPassword("Öl & A", phc), { isRight: false, isOutdated: false });
  notEqual(await hashPassword("Öl & \u212b", SALT.toReversed()), phc);
});

// The vector of the reference implementation: argon2 "somesalt" -id -t 2 -m 16 -p 1 -l 32 with "password".
Deno.test("checkPassword() agrees with the reference implementation and sees old parameters [AUTH-4]", async () => {
  const phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  deepEqual(await checkPassword("password", phc), { isRight: true, isOutdated: true });
});

Deno.test("checkPassword() spends the same work on the decoy and never accepts it [AUTH-3]", async () => {
  deepEqual(await checkPassword("carewire-demo", DECOY_HASH), { isRight: false, isOutdated: false });
});

Deno.test("checkPassword() throws on a stored hash that is none or asks for too much memory [AUTH-4]", async () => {
  for (
    const phc of ["", "x", DECOY_HASH.replace("argon2id", "argon2i"), DECOY_HASH.replace("19456", "9999999")]
  ) {
    await rejects(checkPassword("x", phc), TypeError);
  }
  equal(DECOY_HASH.length, (await hashPassword("x", SALT)).length);
});
