import { CopyField } from "../copy_field.tsx";
import { Icon } from "../icons.tsx";
import type { StepProps } from "./check_screen.ts";
import { checkText as t } from "./check_text.ts";

/** What comes, why the browser will ask, and the button that lets it. */
export function AskStep({ screen }: StepProps) {
  const { check } = screen;
  const asking = check.devices.asking.value;
  const ask = (audio: boolean, video: boolean) => () => void check.ask({ audio, video });
  return (
    <>
      <h1 id="check-title" tabIndex={-1}>{t("ask_title")}</h1>
      <p>{t("ask_text")}</p>
      <InApp screen={screen} />
      <p class="notice">
        <Icon of="lock" />
        <span>{t("ask_why")}</span>
      </p>
      <p role="status" class={asking ? "notice" : "hidden"}>{asking && t("asking")}</p>
      <div class="actions check-actions">
        <button type="button" class="primary" disabled={asking} onClick={ask(true, true)}>
          <Icon of="camera" />
          {t("ask")}
        </button>
        <button type="button" disabled={asking} onClick={ask(true, false)}>{t("ask_sound")}</button>
        <button type="button" class="quiet" onClick={ask(false, false)}>{t("ask_none")}</button>
      </div>
    </>
  );
}

function InApp({ screen: { check, link: { value: link } } }: StepProps) {
  const browser = check.browser.value;
  if (!browser || browser.inApp === null || !link) return null;
  return (
    <section class="banner warn" aria-labelledby="in-app-title">
      <Icon of="warning" />
      <div class="stack">
        <h2 id="in-app-title">{t("in_app_title")}</h2>
        <p>
          {browser.inApp ? t("in_app_named", { app: browser.inApp }) : t("in_app")}{" "}
          {!link.isInvitation && t(browser.system === "ios" ? "in_app_ios" : "in_app_android")}
        </p>
        <p>{t("in_app_copy")}</p>
        <CopyField
          id="own-link"
          label={t("address")}
          copy={t("copy")}
          copied={t("copied")}
          text={link.url}
          rows={2}
        />
      </div>
    </section>
  );
}
