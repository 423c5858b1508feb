import { formatDuration } from "../islands/format.ts";
import { refusal } from "../islands/languages/en/refusal.ts";
import { catalogue } from "../islands/text.ts";
import type { Refusal, Refused } from "../realtime/core/outcome.ts";
import { PASSWORD_LENGTH_MIN } from "../realtime/core/password_rules.ts";

const t = catalogue("refusal", refusal);

/** Fields of forms whose refusal has words of its own. */
const FIELDS = ["current_password", "new_password", "email"] as const;

const WORDS: Record<Refusal, keyof typeof refusal> = {
  bad_request: "bad_request",
  unauthorized: "unauthorized",
  not_found: "not_found",
  forbidden: "forbidden",
  wrong_password: "current_password",
  conflict: "conflict",
  busy: "conflict",
  too_large: "too_large",
  rate_limited: "rate_limited",
  unavailable: "unavailable",
};

/** Why a form was refused, in the language of whoever sent it; a refusal's own message is for programs. */
export function refusalText(
  { code, retryAfterSeconds }: Pick<Refused, "code" | "retryAfterSeconds">,
): string {
  const minutes = Math.ceil((retryAfterSeconds ?? 0) / 60);
  return t(WORDS[code], { duration: formatDuration(Math.max(1, minutes) * 60) });
}

/** What is wrong with one field of a form. */
export function fieldRefusalText(path: string, refused: Pick<Refused, "code" | "retryAfterSeconds">): string {
  const own = FIELDS.find((one) => one === path);
  return own ? t(own, { count: PASSWORD_LENGTH_MIN }) : refusalText(refused);
}

/** Why somebody could not sign in. */
export function signInRefusalText(refused: Pick<Refused, "code" | "retryAfterSeconds">): string {
  return refused.code === "unauthorized" ? t("sign_in") : refusalText(refused);
}
