import { Icon } from "../icons.tsx";
import type { StepProps } from "./check_screen.ts";
import { checkText as t } from "./check_text.ts";
import { DeviceSelect } from "./device_select.tsx";

/** A soft sound, and whether it was heard. */
export function SpeakerStep({ screen: { check, canChooseSpeaker } }: StepProps) {
  const playing = check.playing.value;
  const unheard = check.speaker.value === "not_heard";
  const asks = playing === "played";
  return (
    <>
      <h1 id="check-title" tabIndex={-1}>{t("speaker_title")}</h1>
      <p>{t("speaker_text")}</p>
      {canChooseSpeaker.value && <DeviceSelect check={check} kind="speaker" />}
      <div class="actions check-actions">
        <button
          type="button"
          class={asks ? undefined : "primary"}
          disabled={playing === "playing"}
          onClick={() => void check.play()}
        >
          <Icon of="speaker" />
          {t(playing === "playing" ? "playing" : asks ? "play_again" : "play")}
        </button>
      </div>
      {playing === "failed" && <p class="notice bad" role="alert">{t("play_failed")}</p>}
      <div role="status">{asks && <h2>{t("question")}</h2>}</div>
      {asks && <Answers check={check} />}
      {unheard && <Help check={check} chooses={canChooseSpeaker.value === true} />}
      {(unheard || playing === "failed") && (
        <div class="actions check-actions">
          <button type="button" onClick={() => void check.toNetwork()}>{t("go_on_anyway")}</button>
        </div>
      )}
    </>
  );
}

function Answers({ check }: { check: StepProps["screen"]["check"] }) {
  return (
    <div class="check-answers">
      <button type="button" class="primary" onClick={() => void check.answer(true)}>
        <Icon of="check" />
        {t("yes")}
      </button>
      <button type="button" onClick={() => void check.answer(false)}>
        <Icon of="close" />
        {t("no")}
      </button>
    </div>
  );
}

function Help({ check, chooses }: { check: StepProps["screen"]["check"]; chooses: boolean }) {
  const speakers = check.devices.devices.value.filter((one) =>
    one.kind === "audiooutput" && one.deviceId !== ""
  );
  return (
    <section class="banner warn" role="alert">
      <Icon of="speaker_off" />
      <div>
        <p>{t("speaker_help")}</p>
        <ul>
          <li>{t("speaker_help_volume")}</li>
          <li>{t("speaker_help_silent")}</li>
          <li>{t("speaker_help_headphones")}</li>
          {chooses && speakers.length > 1 && <li>{t("speaker_help_choose")}</li>}
        </ul>
      </div>
    </section>
  );
}
