import type { Identity } from "./core/identity.ts";
import type { AccountObject, UserObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import type { Page } from "./core/page.ts";
import { may } from "./core/rights.ts";
import type { PeopleDeps } from "./people_deps.ts";
import type { PeopleQuery } from "./ports/people.ts";

type ReadDeps = Pick<PeopleDeps, "people">;

export const NO_PERSON = refuse("not_found", "There is no such person.");
export const NO_LIST = refuse("forbidden", "Only the clinic’s staff can look people up.");

/** Accounts, for administrators. */
export async function listAccounts(
  deps: ReadDeps,
  who: Identity,
  query: PeopleQuery,
): Promise<Outcome<Page<AccountObject>>> {
  return may(who.role, "user.manage", "stranger") ? accept(await deps.people.accounts(query)) : NO_LIST;
}

/** People as far as this person may look them up: accounts, or names to choose from. */
export async function listPeople(
  deps: ReadDeps,
  who: Identity,
  query: PeopleQuery,
): Promise<Outcome<Page<AccountObject | UserObject>>> {
  const accounts = await listAccounts(deps, who, query);
  if (accounts.ok || !may(who.role, "user.choose", "stranger")) return accounts;
  return accept(await deps.people.choices(query));
}

/** One account: one's own, or any for administrators. */
export async function readPerson(
  deps: ReadDeps,
  who: Identity,
  userId: number,
): Promise<Outcome<AccountObject>> {
  const relation = who.userId === userId ? "participant" : "stranger";
  const person = may(who.role, "user.read", relation) ? await deps.people.find(userId) : undefined;
  return person ? accept(person) : NO_PERSON;
}
