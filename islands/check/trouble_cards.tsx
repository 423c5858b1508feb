import { Icon } from "../icons.tsx";
import type { BrowserFacts } from "../models/browser_kind.ts";
import type { CheckModel } from "../models/check_model.ts";
import type { DeviceTrouble } from "../models/device_trouble.ts";
import type { Tried } from "../models/media_door.ts";
import { checkText as t } from "./check_text.ts";

type Device = "both" | "camera" | "microphone";

/** What keeps camera or microphone away, what helps in this browser, and, where neither works, how to go on. */
export function TroubleCards({ check, works }: { check: CheckModel; works: boolean }) {
  const { audio, video, asking, wish } = check.devices;
  const troubles = troublesOf(audio.value, video.value);
  if (troubles.length === 0) return null;
  const start = (audio: boolean, video: boolean) => () => void check.ask({ audio, video });
  return (
    <div class="stack" role="alert">
      {troubles.map(([device, tried]) => (
        <Trouble key={device} device={device} tried={tried} browser={check.browser.value} />
      ))}
      <div class="actions check-actions">
        <button
          type="button"
          class={works ? undefined : "primary"}
          disabled={asking.value}
          onClick={start(wish.audio, wish.video)}
        >
          <Icon of="refresh" />
          {t("try_again")}
        </button>
        {!works && wish.video && wish.audio && (
          <button type="button" disabled={asking.value} onClick={start(true, false)}>
            {t("sound_only")}
          </button>
        )}
        {!works && (
          <button type="button" class="quiet" onClick={start(false, false)}>{t("without_both")}</button>
        )}
      </div>
    </div>
  );
}

/** One trouble for both devices is told once. */
function troublesOf(audio: Tried, video: Tried): [Device, Tried][] {
  if (audio.trouble && audio.trouble === video.trouble) return [["both", audio]];
  const each: [Device, Tried][] = [["camera", video], ["microphone", audio]];
  return each.filter(([, tried]) => tried.trouble);
}

function Trouble(
  { device, tried, browser }: { device: Device; tried: Tried; browser: BrowserFacts | null },
) {
  const trouble = tried.trouble ?? "failed";
  return (
    <section class="banner warn">
      <Icon of="warning" />
      <div>
        <h2>{t(`trouble_${trouble}`, { device: t(device), error: tried.error ?? "" })}</h2>
        <p>{helpFor(trouble, browser)}</p>
      </div>
    </section>
  );
}

function helpFor(trouble: DeviceTrouble, browser: BrowserFacts | null): string {
  const system = browser?.system ?? "other";
  if (browser && browser.inApp !== null && (trouble === "denied" || trouble === "unsupported")) {
    return `${t("in_app")} ${t(system === "ios" ? "in_app_ios" : "in_app_android")}`;
  }
  if (trouble === "denied") return t(`help_denied_${browser?.kind ?? "other"}`);
  if (trouble !== "denied_by_system") return t(`help_${trouble}`);
  return t(`help_system_${system === "linux" ? "other" : system}`);
}
