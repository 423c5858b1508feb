import { signInText as t } from "./sign_in_text.ts";

/** Accounts that may be shown to everybody. */
export interface DemoHint {
  emails: readonly string[];
  password: string;
}

export interface SignInFormProps {
  /** Kept when the password was wrong. */
  email: string;
  /** Where to go afterwards; a local path. */
  next: string;
  error?: string;
  demo?: DemoHint;
}

/** The sign-in form; works without JavaScript. */
export function SignInForm({ email, next, error, demo }: SignInFormProps) {
  return (
    <form class="sign-in card" method="post" action="/sign-in">
      <h1>{t("title")}</h1>
      {error && <p class="notice bad" role="alert" id="sign-in-error">{error}</p>}
      <input type="hidden" name="next" value={next} />
      <div class="field">
        <label for="email">{t("email")}</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          maxLength={254}
          required
          autofocus={email === ""}
          value={email}
          aria-describedby={error ? "sign-in-error" : undefined}
        />
      </div>
      <div class="field">
        <label for="password">{t("password")}</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          maxLength={256}
          required
          autofocus={email !== ""}
          aria-describedby={error ? "sign-in-error" : undefined}
        />
      </div>
      <button type="submit" class="primary button-primary">{t("submit")}</button>
      <p class="muted">{t("invited")}</p>
      {demo && <Demo {...demo} />}
    </form>
  );
}

function Demo({ emails, password }: DemoHint) {
  return (
    <aside class="notice demo-hint">
      <p>
        <strong>{t("demo_title")}</strong> {t("demo_text", { password })}
      </p>
      <ul>
        {emails.map((email) => (
          <li key={email}>
            <code>{email}</code>
          </li>
        ))}
      </ul>
    </aside>
  );
}
