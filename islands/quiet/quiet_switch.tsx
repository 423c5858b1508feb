import { Drawing } from "../icons.tsx";
import type { QuietModel } from "../models/quiet_model.ts";
import { quietText as t } from "./quiet_text.ts";

const BELL = "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4";
const CROSSED_OUT = "M4 3l16 18";

/** Turns being rung up off and on. */
export function QuietSwitch({ model }: { model: QuietModel }) {
  const on = model.on;
  return (
    <button
      type="button"
      role="switch"
      class="quiet quiet-switch"
      aria-checked={on ? "true" : "false"}
      title={t(on ? "on" : "off")}
      onClick={() => model.toggle()}
    >
      <Drawing path={on ? BELL + CROSSED_OUT : BELL} />
      <span>{t("label")}</span>
    </button>
  );
}
