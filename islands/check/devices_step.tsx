import { Icon } from "../icons.tsx";
import type { StepProps } from "./check_screen.ts";
import { checkText as t } from "./check_text.ts";
import { DeviceSelect } from "./device_select.tsx";
import { TroubleCards } from "./trouble_cards.tsx";

/** One's own picture and loudness, and which devices they are of. */
export function DevicesStep({ screen }: StepProps) {
  const { check } = screen;
  const { devices } = check;
  const [hears, sees] = [devices.audio, devices.video].map((one) => one.value.state === "working");
  const works = hears || sees;
  const unplugged = devices.unplugged.value;
  return (
    <>
      <h1 id="check-title" tabIndex={-1}>
        {t(sees ? "devices_title" : hears ? "devices_title_sound" : "devices_title_trouble")}
      </h1>
      <p role="status" class={unplugged ? "notice" : "hidden"}>{unplugged && t(`unplugged_${unplugged}`)}</p>
      {devices.wish.video && works && <SelfView screen={screen} />}
      {devices.audio.value.state === "working" && <Loudness screen={screen} />}
      <TroubleCards check={check} works={works === true} />
      {works && <DeviceSelect check={check} kind="video" />}
      {works && <DeviceSelect check={check} kind="audio" />}
      {works && (
        <div class="actions check-actions">
          <button type="button" class="primary" onClick={() => check.toSpeaker()}>
            {t(devices.wish.video && !sees ? "sound_only" : "next")}
          </button>
        </div>
      )}
    </>
  );
}

function SelfView({ screen: { check, self } }: StepProps) {
  const shows = check.devices.video.value.state === "working";
  return (
    <figure class="check-self" data-shows={shows ? "camera" : "nothing"}>
      <video ref={self.attach} autoplay playsInline aria-label={t("self")} />
      {!shows && (
        <figcaption>
          <Icon of="camera_off" />
          {t("camera_off")}
        </figcaption>
      )}
    </figure>
  );
}

/** How loud it is now, for eyes, and whether it was loud enough, for ears. */
function Loudness({ screen: { check } }: StepProps) {
  const percent = Math.round(check.devices.level.value * 100);
  const heard = check.devices.heard.value;
  return (
    <div class="check-level">
      <Icon of="microphone" />
      <meter
        min={0}
        max={100}
        value={percent}
        aria-label={t("level")}
        aria-valuetext={t("level_value", { percent })}
      />
      <p role="status" class={heard ? "good" : undefined}>{t(heard ? "heard" : "speak")}</p>
    </div>
  );
}
