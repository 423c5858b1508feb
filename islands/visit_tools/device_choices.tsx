import { Icon } from "../icons.tsx";
import type { DeviceKind } from "../models/device_menu.ts";
import type { VisitTools } from "../models/visit_tools.ts";
import { toolsText as t } from "./visit_tools_text.ts";

/** Which camera, microphone and loudspeaker are in use, and the others that there are. */
export function DeviceChoices({ tools: { visit, devices } }: { tools: VisitTools }) {
  const failed = devices.failed.value;
  const video = visit.call.value.call_type === "video";
  return (
    <div class="visit-tools-devices">
      {video && <Choice tools={{ visit, devices }} kind="camera" />}
      {video && devices.canTurn.value && (
        <button type="button" onClick={() => void devices.turn()}>
          <Icon of="switch_camera" />
          {t("turn_camera")}
        </button>
      )}
      <Choice tools={{ visit, devices }} kind="microphone" />
      <Choice tools={{ visit, devices }} kind="speaker" />
      <p class="bad" role="alert">{failed && t(`failed_${failed}`)}</p>
    </div>
  );
}

interface ChoiceProps {
  tools: Pick<VisitTools, "visit" | "devices">;
  kind: DeviceKind;
}

function Choice({ tools: { visit, devices }, kind }: ChoiceProps) {
  const listed = devices.devices.value[kind];
  // Chromium lists what the system has set among the others.
  const used = devices.used.value[kind] || (kind === "speaker" ? "default" : "");
  const snapshot = visit.snapshot.value;
  // Nobody should be seen because they have looked through a list.
  const rests = kind === "camera" && snapshot?.videoEnabled === false && snapshot.hasCamera;
  if (listed.length === 0) return null;
  const onChange = async ({ currentTarget: select }: { currentTarget: HTMLSelectElement }) => {
    await devices.choose(kind, select.value);
    // A device that could not be started is not the one in use.
    select.value = devices.used.peek()[kind];
  };
  return (
    <label>
      {t(kind)}
      <select disabled={rests} onChange={onChange}>
        {!listed.some(({ id }) => id === used) && (
          <option value="" selected>{t(rests ? "camera_is_off" : "system_default")}</option>
        )}
        {listed.map(({ id, name }, index) => (
          <option key={id} value={id} selected={id === used}>
            {name || t("device_number", { kind: t(kind), number: index + 1 })}
          </option>
        ))}
      </select>
    </label>
  );
}
