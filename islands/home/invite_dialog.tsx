import type { InvitationObject } from "../../realtime/core/objects.ts";
import { CopyField } from "../copy_field.tsx";
import { Icon } from "../icons.tsx";
import type { DeskModel, DeskTask, InvitationLink } from "../models/desk_model.ts";
import { When } from "../when.tsx";
import { deskText as t } from "./desk_text.ts";
import { LANGUAGE_CODES } from "../../realtime/core/languages.ts";
import { languageNamed, LANGUAGES } from "../languages.ts";
import { language } from "../text.ts";

/** A link into a visit in every form that it is handed on in, and the links made before. */
export function InviteDialog(
  { desk, task }: { desk: DeskModel; task: Extract<DeskTask, { name: "invite" }> },
) {
  const { appointment, link, earlier } = task;
  const { patient } = appointment;
  return (
    <>
      <p>
        {patient.is_guest ? t("invite_patient", { name: patient.name }) : t("invite_guest")}{" "}
        {t("invite_when")}
      </p>
      {link
        ? <Link desk={desk} link={link} />
        : desk.problem.value === null && <p role="status">{t("making")}</p>}
      {earlier.length > 0 && <Earlier desk={desk} earlier={earlier} />}
      <div class="actions">
        <button type="button" onClick={() => desk.close()}>{t("close")}</button>
      </div>
    </>
  );
}

function Link({ desk, link }: { desk: DeskModel; link: InvitationLink }) {
  return (
    <>
      <CopyField
        id="link"
        label={t("link")}
        copy={t("copy_link")}
        copied={t("copied")}
        text={link.url}
        rows={3}
      />
      <MessageLanguage desk={desk} />
      <CopyField
        id="message"
        label={t("message")}
        copy={t("copy_message")}
        copied={t("copied")}
        text={link.text}
        rows={6}
      />
      <img
        class="qr"
        src={`data:image/svg+xml,${encodeURIComponent(link.qr)}`}
        alt={t("qr")}
        width="200"
        height="200"
      />
      <div class="actions">
        <a
          class="button"
          href={`data:text/calendar;charset=utf-8,${encodeURIComponent(link.ics)}`}
          download="visit.ics"
        >
          <Icon of="calendar" />
          {t("calendar")}
        </a>
        <button
          type="button"
          class="quiet"
          disabled={desk.busy.value}
          onClick={() => void desk.revoke(link.invitation_id)}
        >
          {t("revoke_this")}
        </button>
      </div>
    </>
  );
}

function MessageLanguage({ desk }: { desk: DeskModel }) {
  return (
    <label>
      {t("message_language")}
      <select onChange={(event) => say(desk, event.currentTarget.value)}>
        {LANGUAGE_CODES.map((code) => (
          <option key={code} value={code} lang={code} selected={code === language()}>
            {LANGUAGES[code].name}
          </option>
        ))}
      </select>
    </label>
  );
}

function say(desk: DeskModel, code: string): void {
  const chosen = languageNamed(code);
  if (chosen) void desk.sayIn(chosen);
}

function Earlier({ desk, earlier }: { desk: DeskModel; earlier: InvitationObject[] }) {
  return (
    <section aria-labelledby="earlier">
      <h3 id="earlier">{t("earlier")}</h3>
      <ul class="links">
        {earlier.map((one) => (
          <li key={one.invitation_id}>
            <span class="row-words">
              <span>{one.guest ? t("used_by", { name: one.guest.name }) : t("unused")}</span>
              <span class="muted">
                {t("made_at")} <When at={one.created_at} />
              </span>
            </span>
            <button
              type="button"
              class="quiet"
              disabled={desk.busy.value}
              aria-label={one.guest ? t("revoke_of", { name: one.guest.name }) : undefined}
              onClick={() => void desk.revoke(one.invitation_id)}
            >
              {t("revoke")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
