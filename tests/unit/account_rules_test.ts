import { deepEqual, equal } from "node:assert/strict";
import * as v from "valibot";
import { accountActions, accountRefusal, endsSessions } from "../../realtime/core/account_change.ts";
import { emailAddress, personName } from "../../realtime/core/account_fields.ts";
import type { AccountObject } from "../../realtime/core/objects.ts";
import { passwordProblem } from "../../realtime/core/password_rules.ts";
import { searchOf } from "../../realtime/core/people_search.ts";
import { makePassword } from "../../realtime/make_password.ts";

const PAT = { email: "pat.patient@example.test", name: "Pat O’Patient" };

const PASSWORDS: [string, ReturnType<typeof passwordProblem>][] = [
  ["short-one", "too_short"],
  ["ten-chars!", undefined],
  // Nine characters in eighteen UTF-16 units; ﬃ is three letters once it is normalised.
  ["🐈🐈🐈🐈🐈🐈🐈🐈🐈", "too_short"],
  ["ﬃﬃﬃ1", undefined],
  ["x".repeat(256), undefined],
  ["x".repeat(257), "too_long"],
  ["Pat.Patient@Example.TEST", "is_email"],
  [" pat.patient ", "is_email"],
  ["pat o'patient", "is_name"],
  ["PATOPATIENT", "is_name"],
  ["pat o'patient 7", undefined],
  ["!!!!!!!!!!", undefined],
];

for (const [password, problem] of PASSWORDS) {
  Deno.test(`passwordProblem() says ${problem ?? "nothing"} of "${password.slice(0, 30)}" [USER-12]`, () => {
    equal(passwordProblem(password, PAT), problem);
  });
}

Deno.test("passwordProblem() compares with what there is [USER-12]", () => {
  equal(passwordProblem("..........", { email: null, name: "…" }), undefined);
  equal(passwordProblem("anna-maria-x", { email: null, name: "Anna Maria X" }), "is_name");
});

const ADDRESSES: [string, string | undefined][] = [
  [" Pat@Example.TEST ", "pat@example.test"],
  ["a@b", "a@b"],
  ["first.last+tag@sub.example.test", "first.last+tag@sub.example.test"],
  // KELVIN SIGN and LONG S become k and s when they are lowered.
  ["pat@\u212Alinik.test", undefined],
  ["pa\u017F@example.test", undefined],
  ["İ@example.test", undefined],
  ["pat", undefined],
  ["pat@", undefined],
  ["@example.test", undefined],
  ["a@b@c", undefined],
  ["pat@-example.test", undefined],
  ["pat@example..test", undefined],
  ["pat pat@example.test", undefined],
  ["pat@example.test\nbcc: x", undefined],
  [`${"x".repeat(65)}@example.test`, undefined],
  [`x@${"y".repeat(63)}.${"y".repeat(63)}.${"y".repeat(63)}.${"y".repeat(63)}`, undefined],
];

for (const [text, address] of ADDRESSES) {
  Deno.test(`emailAddress takes ${JSON.stringify(text.slice(0, 40))} as ${address ?? "none"} [USER-5]`, () => {
    const read = v.safeParse(emailAddress, text);
    equal(read.success ? read.output : undefined, address);
  });
}

Deno.test("personName is one line without blanks around it [USER-5]", () => {
  const read = (text: string) => {
    const result = v.safeParse(personName, text);
    return result.success ? result.output : undefined;
  };
  equal(read("  Dr. Zoë O’Hara-Łuczak "), "Dr. Zoë O’Hara-Łuczak");
  for (const wrong of ["", "   ", "two\nlines", "nul\0", "line\u2028end", "x".repeat(121)]) {
    equal(read(wrong), undefined, JSON.stringify(wrong));
  }
});

const ACCOUNT: AccountObject = {
  id: 7,
  name: "Dana",
  role: "doctor",
  email: "dana@example.test",
  disabled: false,
  created_at: "2026-01-01T00:00:00.000Z",
};

Deno.test("accountActions() names what really changes [USER-6]", () => {
  deepEqual(accountActions(ACCOUNT, { ...ACCOUNT, email: "dana@example.test" }), []);
  deepEqual(accountActions(ACCOUNT, {}), []);
  const all = { name: "Dan", role: "admin", disabled: true, email: "d@example.test" } as const;
  deepEqual(accountActions(ACCOUNT, all), [
    "user.renamed",
    "user.email_changed",
    "user.became_admin",
    "user.disabled",
  ]);
  deepEqual(accountActions({ ...ACCOUNT, disabled: true }, { disabled: false }), ["user.enabled"]);
});

Deno.test("endsSessions() is for a new role and for disabling [USER-9]", () => {
  equal(endsSessions(["user.renamed", "user.email_changed", "user.enabled"]), false);
  equal(endsSessions(["user.disabled"]), true);
  equal(endsSessions(["user.became_patient"]), true);
});

Deno.test("accountRefusal() keeps administrators from losing their own rights, and guests guests [USER-7]", () => {
  equal(accountRefusal(ACCOUNT, ["user.disabled"], 7), "oneself");
  equal(accountRefusal(ACCOUNT, ["user.became_patient"], 7), "oneself");
  equal(accountRefusal(ACCOUNT, ["user.renamed", "user.email_changed"], 7), undefined);
  equal(accountRefusal(ACCOUNT, ["user.disabled", "user.became_patient"], 8), undefined);
  const guest: AccountObject = { ...ACCOUNT, is_guest: true };
  equal(accountRefusal(guest, ["user.became_doctor"], 8), "guest");
  equal(accountRefusal(guest, ["user.email_changed"], 8), "guest");
  equal(accountRefusal(guest, ["user.renamed", "user.disabled"], 8), undefined);
});

Deno.test("searchOf() makes word beginnings and an escaped beginning of an address [USER-2]", () => {
  equal(searchOf("  "), undefined);
  deepEqual(searchOf("Dana O'Br"), { words: "'dana':* & 'o':* & 'br':*", emailPattern: "dana o'br%" });
  deepEqual(searchOf("100%_\\"), { words: "'100':*", emailPattern: "100\\%\\_\\\\%" });
  deepEqual(searchOf("!&|():*"), { words: undefined, emailPattern: "!&|():*%" });
  equal(searchOf("a b c d e f g h i j")?.words?.split("&").length, 8);
});

Deno.test("makePassword() makes four groups of signs that are not mistaken, and never the same [USER-10]", () => {
  const chance = {
    uuid: () => crypto.randomUUID(),
    bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
  };
  const made = Array.from({ length: 200 }, () => makePassword(chance));
  equal(made.every((one) => /^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$/.test(one)), true);
  equal(new Set(made).size, 200);
  equal(made.every((one) => passwordProblem(one, PAT) === undefined), true);
});
