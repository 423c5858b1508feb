import * as v from "valibot";
import { emailAddress, personName } from "./core/account_fields.ts";
import { type Role, ROLES } from "./core/identity.ts";
import { makePassword } from "./make_password.ts";
import type { PasswordWorker } from "./passwords.ts";
import type { Chance } from "./ports/chance.ts";

export interface AccountTools {
  /** Stores the account; gives its id, or undefined when the e-mail is taken. */
  add(
    account: { email: string; name: string; role: Role; passwordHash: string },
  ): Promise<number | undefined>;
  passwords: PasswordWorker;
  chance: Chance;
}

/**
 * `add-user <e-mail> <name> <role>`: the way in for the first people of a clinic. Gives a sentence with the password that was
 * made; throws an Error that says what is wrong.
 */
export async function addAccount(
  { add, passwords, chance }: AccountTools,
  args: readonly string[],
): Promise<string> {
  const [email = "", name = "", roleName] = args;
  const role = ROLES.find((one) => one === roleName);
  const address = v.safeParse(emailAddress, email);
  const called = v.safeParse(personName, name);
  if (!address.success || !called.success || !role) {
    throw new Error(`add-user needs an e-mail, a name and a role (${ROLES.join(", ")})`);
  }
  const password = makePassword(chance);
  const hashed = await passwords.hash(password);
  if (!hashed.ok) throw new Error(hashed.message);
  const id = await add({
    email: address.output,
    name: called.output,
    role,
    passwordHash: hashed.value,
  });
  if (id === undefined) throw new Error("somebody with this e-mail is there already");
  return `Added ${email} as ${role}. Password: ${password}`;
}
