/** Shortest password, in characters after NFKC (NIST SP 800-63B §5.1.1.2 asks for 8). */
export const PASSWORD_LENGTH_MIN = 10;
/** Longest password, in UTF-16 code units. */
export const PASSWORD_LENGTH_MAX = 256;

/** Why a password can't be chosen. */
export type PasswordProblem = "too_short" | "too_long" | "is_email" | "is_name";

/** What is wrong with a new password of this person, or undefined. Case, blanks and punctuation hide no name. */
export function passwordProblem(
  password: string,
  person: { email: string | null; name: string },
): PasswordProblem | undefined {
  if (Array.from(password.normalize("NFKC")).length < PASSWORD_LENGTH_MIN) return "too_short";
  if (password.length > PASSWORD_LENGTH_MAX) return "too_long";
  const bare = lettersOf(password);
  const isSame = (text: string) => bare !== "" && bare === lettersOf(text);
  const email = person.email ?? "";
  if (isSame(email) || isSame(email.split("@")[0] ?? "")) return "is_email";
  return isSame(person.name) ? "is_name" : undefined;
}

/** What people are told of each. */
export const PASSWORD_PROBLEM_TEXT: Record<PasswordProblem, string> = {
  too_short: `Use at least ${PASSWORD_LENGTH_MIN} characters.`,
  too_long: `Use at most ${PASSWORD_LENGTH_MAX} characters.`,
  is_email: "The password must not be the e-mail address.",
  is_name: "The password must not be the name.",
};

function lettersOf(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
