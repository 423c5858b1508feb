import type { CheckModel } from "../models/check_model.ts";
import { checkText as t } from "./check_text.ts";

const KINDS = {
  video: { kind: "videoinput", name: "camera" },
  audio: { kind: "audioinput", name: "microphone" },
  speaker: { kind: "audiooutput", name: "speaker" },
} as const;

/** Which camera, microphone or speaker is used; nothing where there is no choice. */
export function DeviceSelect({ check, kind }: { check: CheckModel; kind: keyof typeof KINDS }) {
  const { kind: listed, name } = KINDS[kind];
  const { devices } = check;
  // Without permission a browser lists devices without telling which.
  const there = devices.devices.value.filter((one) => one.kind === listed && one.deviceId !== "");
  if (there.length === 0 || (kind !== "speaker" && devices[kind].value.state === "off")) return null;
  const current = devices.used[kind] ?? there[0]?.deviceId;
  return (
    <label>
      {t(name)}
      <select
        disabled={devices.asking.value}
        onChange={(event) => void devices.choose(kind, event.currentTarget.value)}
      >
        {there.map((one, index) => (
          <option key={one.deviceId} value={one.deviceId} selected={one.deviceId === current}>
            {one.label || t("unnamed", { kind: t(name), number: index + 1 })}
          </option>
        ))}
      </select>
    </label>
  );
}
