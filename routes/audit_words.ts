import { audit } from "../islands/languages/en/audit.ts";
import { auditText as t } from "./audit_text.ts";

type Key = keyof typeof audit;
type Named<Prefix extends string> = Extract<Key, `${Prefix}_${string}`>;

const ACTION_KEYS = (Object.keys(audit) as Key[]).filter((key): key is Named<"do"> => key.startsWith("do_"));

/** Every action that has words, as the log names it: `call.hung_up`. */
export const KNOWN_ACTIONS: readonly string[] = ACTION_KEYS.map((key) => key.slice(3).replace("_", "."));

/** Kinds of objects that the log speaks of. */
export const OBJECT_TYPES = [
  "call",
  "message",
  "conversation",
  "attachment",
  "appointment",
  "invitation",
  "user",
  "session",
  "operation",
  "audit",
] as const;
export type ObjectType = (typeof OBJECT_TYPES)[number];

/** An action in words; one that has none, as the log names it. */
export function actionWords(action: string): string {
  const key = ACTION_KEYS.find((one) => one === `do_${action.replace(".", "_")}`);
  return key ? t(key) : action;
}

/** The kind of an object as a word; one that has none, as the log names it. */
export function objectWords(type: string): string {
  const known = OBJECT_TYPES.find((one) => one === type);
  return known ? t(`object_${known}`) : type;
}
