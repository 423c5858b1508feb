import type { ComponentChildren } from "preact";
import { Icon } from "../islands/icons.tsx";
import { roleText } from "../islands/people_text.ts";
import { Avatar } from "../islands/person.tsx";
import { When } from "../islands/when.tsx";
import type { AccountObject } from "../realtime/core/objects.ts";
import { FormAlert, type FormErrors } from "./form_field.tsx";
import { Done } from "./form_notice.tsx";
import { type PersonFields, PersonForm } from "./person_form.tsx";
import { peopleText as t } from "./people_text.ts";

export interface PersonViewProps {
  person: AccountObject;
  /** Whether it is the administrator who looks. */
  isMe: boolean;
  /** What was typed and refused; what is stored where nothing was. */
  fields?: PersonFields;
  errors?: FormErrors;
  done?: string;
}

/** One person with everything that an administrator may do about them. */
export function PersonView({ person, isMe, fields, errors = {}, done }: PersonViewProps) {
  return (
    <div class="account-page">
      <BackToList />
      <div class="person">
        <Avatar user={person} />
        <div class="person-words">
          <h1>{person.name}</h1>
          <span class="muted">
            {person.is_guest ? t("guest") : roleText(person.role)}
            <span>
              {t("since")}: <When at={person.created_at} as="day" />
            </span>
          </span>
        </div>
        {person.disabled && <span class="tag bad">{t("disabled")}</span>}
      </div>
      {done && <Done>{done}</Done>}
      <section class="card stack" aria-labelledby="details-title">
        <h2 id="details-title">{t("details")}</h2>
        <form class="stack" method="post" action={`/users/${person.id}`}>
          <FormAlert errors={errors} />
          <PersonForm
            fields={fields ?? { name: person.name, email: person.email ?? "", role: person.role }}
            errors={errors}
            roleHint={isMe ? t("own_role_hint") : t("role_hint")}
            nameOnly={person.is_guest}
          />
          <div class="actions">
            <button type="submit" class="primary">{t("save")}</button>
          </div>
        </form>
      </section>
      <section class="card stack" aria-labelledby="sign-in-title">
        <h2 id="sign-in-title">{t("sign_in")}</h2>
        {isMe ? <OwnSignIn /> : <SignIn person={person} />}
      </section>
    </div>
  );
}

/** The way back to the list. */
export function BackToList() {
  return (
    <p>
      <a class="back" href="/users">
        <Icon of="back" />
        <span>{t("to_list")}</span>
      </a>
    </p>
  );
}

function OwnSignIn() {
  return (
    <>
      <p>{t("own_sign_in")}</p>
      <div class="actions">
        <a class="button" href="/account">{t("own_account")}</a>
      </div>
    </>
  );
}

function SignIn({ person: { id, name, disabled, is_guest: isGuest } }: { person: AccountObject }) {
  return (
    <>
      <p>{t(disabled ? "sign_in_disabled" : "sign_in_enabled", { name })}</p>
      {disabled && (
        <form class="actions" method="post" action={`/users/${id}/enable`}>
          <button type="submit">{t("enable", { name })}</button>
        </form>
      )}
      {!isGuest && (
        <Confirm ask={t("reset_password")} text={t("reset_password_text", { name })}>
          <form class="actions" method="post" action={`/users/${id}/password`}>
            <button type="submit">{t("confirm_reset")}</button>
          </form>
        </Confirm>
      )}
      {!disabled && (
        <Confirm ask={t("disable")} text={t("disable_text", { name })}>
          <form class="actions" method="post" action={`/users/${id}/disable`}>
            <button type="submit" class="danger">{t("confirm_disable", { name })}</button>
          </form>
        </Confirm>
      )}
    </>
  );
}

/** Says what would happen before the button that does it can be pressed; works without scripts. */
function Confirm({ ask, text, children }: { ask: string; text: string; children: ComponentChildren }) {
  return (
    <details class="confirm">
      <summary>{ask}</summary>
      <p>{text}</p>
      {children}
    </details>
  );
}
