import { checkLinkText } from "../islands/check_link_text.ts";
import { Icon } from "../islands/icons.tsx";
import { Island } from "../islands/kit/island.tsx";
import { roleText } from "../islands/people_text.ts";
import { Avatar } from "../islands/person.tsx";
import { pushIsland } from "../islands/push/push_island.tsx";
import { When } from "../islands/when.tsx";
import { PASSWORD_LENGTH_MAX, PASSWORD_LENGTH_MIN } from "../realtime/core/password_rules.ts";
import type { OwnAccount } from "../realtime/own_account.ts";
import type { RunningSession } from "../realtime/ports/people.ts";
import { accountText as t } from "./account_text.ts";
import { FormAlert, type FormErrors, TextField } from "./form_field.tsx";
import { Done } from "./form_notice.tsx";
import { LANGUAGES } from "../islands/languages.ts";
import { language } from "../islands/text.ts";

export interface AccountViewProps extends OwnAccount {
  /** The session that this page is asked with. */
  sessionId: string;
  /** What was just done, in words. */
  done?: string;
  errors?: FormErrors;
}

/** Who one is, one's password, and where one is signed in. */
export function AccountView(
  { account, hasPassword, sessions, sessionId, done, errors = {} }: AccountViewProps,
) {
  return (
    <div class="account-page">
      <h1>{t("title")}</h1>
      {done && <Done>{done}</Done>}
      <section class="card person">
        <Avatar user={account} />
        <dl class="facts">
          <dt>{t("name")}</dt>
          <dd>{account.name}</dd>
          {account.email !== null && <dt>{t("email")}</dt>}
          {account.email !== null && <dd>{account.email}</dd>}
          <dt>{t("role")}</dt>
          <dd>{roleText(account.role)}</dd>
        </dl>
      </section>
      <a class="check-link" href="/check?next=/account">
        <Icon of="settings" />
        {checkLinkText("check")}
      </a>
      <Island of={pushIsland} props={{ place: "account" }} />
      <section class="card stack" aria-labelledby="password-title">
        <h2 id="password-title">{t("password")}</h2>
        {hasPassword ? <PasswordForm email={account.email} errors={errors} /> : <p>{t("no_password")}</p>}
      </section>
      <Sessions sessions={sessions} sessionId={sessionId} />
    </div>
  );
}

function PasswordForm({ email, errors }: { email: string | null; errors: FormErrors }) {
  const secret = { type: "password", maxLength: PASSWORD_LENGTH_MAX, errors } as const;
  return (
    <form class="stack" method="post" action="/account/password">
      <FormAlert errors={errors} />
      {/* For password managers, which else don't know whose password this is. */}
      <input
        type="text"
        class="hidden"
        tabIndex={-1}
        autocomplete="username"
        value={email ?? ""}
        readOnly
        aria-hidden="true"
      />
      <TextField
        {...secret}
        name="current_password"
        label={t("current_password")}
        autocomplete="current-password"
      />
      <TextField
        {...secret}
        name="new_password"
        label={t("new_password")}
        hint={t("password_hint", { count: PASSWORD_LENGTH_MIN })}
        autocomplete="new-password"
      />
      <TextField {...secret} name="again" label={t("again")} autocomplete="new-password" />
      <div class="actions">
        <button type="submit" class="primary">{t("change")}</button>
      </div>
      <p class="field-hint">{t("change_effect")}</p>
    </form>
  );
}

function Sessions({ sessions, sessionId }: { sessions: RunningSession[]; sessionId: string }) {
  const others = sessions.filter((one) => one.sessionId !== sessionId);
  return (
    <section class="stack" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{t("sessions")}</h2>
      <ul class="rows">
        {sessions.map((one) => (
          <Session key={one.sessionId} session={one} isThis={one.sessionId === sessionId} />
        ))}
      </ul>
      {others.length === 0
        ? <p class="field-hint">{t("only_here")}</p>
        : (
          <form class="actions" method="post" action="/account/sign-out-elsewhere">
            <button type="submit">
              <Icon of="sign_out" />
              <span>{t("sign_out_elsewhere")}</span>
            </button>
          </form>
        )}
    </section>
  );
}

function Session({ session, isThis }: { session: RunningSession; isThis: boolean }) {
  const { address, device, isExternal, createdAtMs } = session;
  return (
    <li class="row">
      <span class="row-words">
        <strong>
          {device ? deviceText(device) : t(isExternal ? "session_external" : "session_unknown")}
        </strong>
        <span class="muted">
          {address !== undefined && address + LANGUAGES[language()].comma}
          {t("session_since")} <When at={new Date(createdAtMs).toISOString()} />
        </span>
      </span>
      {isThis && <span class="tag good">{t("this_one")}</span>}
    </li>
  );
}

/** "Firefox on Windows", as it is kept, in the language of this page. */
function deviceText(device: string): string {
  const [browser = "", system] = device.split(" on ");
  return system === undefined ? device : t("session_device", { browser, system });
}
