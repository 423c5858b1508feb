import { chatText as t } from "./chat_text.ts";

const WORDS = {
  too_large: "failed_too_large",
  quota_exceeded: "failed_quota_exceeded",
  unsupported_type: "failed_unsupported_type",
  infected: "failed_infected",
  bad_request: "failed_bad_request",
  insufficient_storage: "failed_insufficient_storage",
  unauthorized: "failed_unauthorized",
  not_found: "failed_not_found",
  forbidden: "failed_not_found",
} as const;
/** Where trying again with the same file can change nothing. */
const FINAL: readonly string[] = ["too_large", "unsupported_type", "infected", "bad_request"];

/** Why an upload failed, by the code of its refusal. */
export function uploadFailure(code: string): string {
  return isKnown(code) ? t(WORDS[code]) : t("failed_other", { code });
}

/** Whether the person can do something by trying again. */
export function mayRetryUpload(code: string): boolean {
  return !FINAL.includes(code);
}

function isKnown(code: string): code is keyof typeof WORDS {
  return Object.hasOwn(WORDS, code);
}
