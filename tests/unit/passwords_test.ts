import { equal, ok, rejects } from "node:assert/strict";
import { PASSWORD_QUEUE_MAX, PasswordWorker } from "../../realtime/passwords.ts";
import { granted } from "../support/granted.ts";

const chance = { uuid: () => crypto.randomUUID(), bytes: (length: number) => new Uint8Array(length) };

Deno.test({
  name: "PasswordWorker checks what it hashed, and without a hash is never right [AUTH-3]",
  ignore: !granted("read"),
  fn: async () => {
    using passwords = new PasswordWorker(chance);
    const hash = await passwords.hash("right");
    ok(hash.ok);
    const checks = await Promise.all([
      passwords.check("right", hash.value),
      passwords.check("wrong", hash.value),
      passwords.check("right", undefined),
    ]);
    equal(checks.map((check) => check.ok && check.value.isRight).join(), "true,false,false");
    await rejects(passwords.check("x", "no hash"), /no argon2id/);
    ok((await passwords.check("right", hash.value)).ok);
  },
});

Deno.test({
  name: "PasswordWorker keeps the event loop free [AUTH-16]",
  ignore: !granted("read"),
  fn: async () => {
    using passwords = new PasswordWorker(chance);
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await Promise.all([1, 2, 3].map(() => passwords.check("x", undefined)));
    clearInterval(timer);
    ok(turns > 20, `${turns} turns`);
  },
});

Deno.test({
  name: "PasswordWorker refuses what exceeds its queue, and rejects what waits when it is closed [AUTH-12]",
  ignore: !granted("read"),
  fn: async () => {
    const passwords = new PasswordWorker(chance);
    const waiting = Array.from({ length: PASSWORD_QUEUE_MAX }, () => passwords.check("x", undefined));
    const settled = Promise.allSettled(waiting);
    const refused = await passwords.check("x", undefined);
    equal(refused.ok ? "" : refused.code, "rate_limited");
    passwords[Symbol.dispose]();
    ok((await settled).some((one) => one.status === "rejected"));
    await rejects(passwords.check("x", undefined), /closed/);
  },
});
