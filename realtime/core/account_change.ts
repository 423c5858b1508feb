import type { Role } from "./identity.ts";
import type { AccountObject } from "./objects.ts";

/** What an administrator may change of somebody; what is left out stays. */
export interface AccountChange {
  name?: string | undefined;
  role?: Role | undefined;
  disabled?: boolean | undefined;
  email?: string | undefined;
}

/** What really changes, as the audit log calls it. */
export type AccountAction =
  | "user.renamed"
  | "user.email_changed"
  | "user.disabled"
  | "user.enabled"
  | `user.became_${Role}`;

/** A guest has no e-mail and no other role. */
const FOR_GUESTS: readonly AccountAction[] = ["user.renamed", "user.disabled", "user.enabled"];

/** Why a change is refused, whoever is administrator. */
export type AccountRefusal = "oneself" | "guest";

/** What this change does to an account; nothing where it says what is there already. */
export function accountActions(account: AccountObject, change: AccountChange): AccountAction[] {
  const { name, role, disabled, email } = change;
  const actions: AccountAction[] = [];
  if (name !== undefined && name !== account.name) actions.push("user.renamed");
  if (email !== undefined && email !== account.email) actions.push("user.email_changed");
  if (role !== undefined && role !== account.role) actions.push(`user.became_${role}`);
  if (disabled !== undefined && disabled !== account.disabled) {
    actions.push(disabled ? "user.disabled" : "user.enabled");
  }
  return actions;
}

/**
 * Why an administrator may not do this, or undefined. Who is an administrator stays one, so a clinic is never left without.
 */
export function accountRefusal(
  account: AccountObject,
  actions: readonly AccountAction[],
  actorId: number,
): AccountRefusal | undefined {
  if (account.is_guest && actions.some((one) => !FOR_GUESTS.includes(one))) return "guest";
  return account.id === actorId && endsSessions(actions) ? "oneself" : undefined;
}

/** Whether the person has to sign in again, if they still can: they are disabled, or have another role. */
export function endsSessions(actions: readonly AccountAction[]): boolean {
  return actions.some((one) => one === "user.disabled" || one.startsWith("user.became_"));
}
