import { Drawing, Icon } from "../icons.tsx";
import { SHORTCUTS } from "../visit/shortcuts.ts";
import { DeviceChoices } from "./device_choices.tsx";
import { PictureChoices, type PictureChoicesProps } from "./picture_choices.tsx";
import { SwitchRow } from "./switch_row.tsx";
import { toolsText as t } from "./visit_tools_text.ts";

export const TOOLS_ID = "visit-tools";
/** Keys beyond those of the bar. */
export const TOOL_KEYS = { more: "o" } as const;

const DOT = "a1 1 0 1 0 2 0a1 1 0 1 0-2 0";
const DOTS = `M4 12${DOT}M11 12${DOT}M18 12${DOT}`;

/** The button for what is needed more rarely, and the sheet that it opens. */
export function MoreTools({ tools, picture }: PictureChoicesProps) {
  const video = tools.visit.call.value.call_type === "video";
  return (
    <>
      <button
        type="button"
        class="control plain"
        title={t("more_key", { key: TOOL_KEYS.more.toUpperCase() })}
        aria-keyshortcuts={TOOL_KEYS.more}
        popovertarget={TOOLS_ID}
      >
        <span class="control-icon">
          <Drawing path={DOTS} />
        </span>
        <span class="control-label">{t("more")}</span>
      </button>
      <div id={TOOLS_ID} popover="auto" class="visit-tools" role="dialog" aria-labelledby="visit-tools-title">
        <div class="visit-tools-head">
          <h2 id="visit-tools-title">{t("more_title")}</h2>
          <button
            type="button"
            class="quiet"
            aria-label={t("close")}
            popovertarget={TOOLS_ID}
            popovertargetaction="hide"
          >
            <Icon of="close" />
          </button>
        </div>
        {video && (
          <SwitchRow
            label={t("sound_only")}
            help={t("sound_only_help")}
            on={tools.soundOnly}
            onChange={(on) => tools.setSoundOnly(on)}
          />
        )}
        <DeviceChoices tools={tools} />
        {video && <PictureChoices tools={tools} picture={picture} />}
        <Keys video={video} />
      </div>
    </>
  );
}

function Keys({ video }: { video: boolean }) {
  const names = Object.keys(SHORTCUTS) as (keyof typeof SHORTCUTS)[];
  return (
    <details class="visit-tools-keys">
      <summary>{t("keys")}</summary>
      <dl>
        {names.filter((name) => video || name !== "video").map((name) => (
          <div key={name}>
            <dt>{t(`key_${name}`)}</dt>
            <dd>
              <kbd>{SHORTCUTS[name].toUpperCase()}</kbd>
            </dd>
          </div>
        ))}
        <div>
          <dt>{t("key_more")}</dt>
          <dd>
            <kbd>{TOOL_KEYS.more.toUpperCase()}</kbd>
          </dd>
        </div>
      </dl>
    </details>
  );
}
