import { Icon } from "../icons.tsx";
import type { CheckStep } from "../models/check_model.ts";
import { AskStep } from "./ask_step.tsx";
import type { CheckScreen } from "./check_screen.ts";
import { checkText as t } from "./check_text.ts";
import { DevicesStep } from "./devices_step.tsx";
import { NetworkStep } from "./network_step.tsx";
import { ResultStep } from "./result_step.tsx";
import { SpeakerStep } from "./speaker_step.tsx";

const STEPS = {
  ask: AskStep,
  devices: DevicesStep,
  speaker: SpeakerStep,
  network: NetworkStep,
  result: ResultStep,
};
const NAMED = ["devices", "speaker", "network", "result"] as const;

/** The one card of a check, and how far it is. */
export function CheckView({ model }: { model: CheckScreen }) {
  const step = model.check.step.value;
  const Step = STEPS[step];
  return (
    <div class="card check">
      <Progress step={step} />
      <Step screen={model} />
    </div>
  );
}

function Progress({ step }: { step: CheckStep }) {
  // The question is the beginning of the first step.
  const at = Math.max(0, NAMED.findIndex((one) => one === step));
  return (
    <ol class="check-steps" aria-label={t("steps")}>
      {NAMED.map((name, index) => (
        <li
          key={name}
          class={index < at || step === "result" ? "done" : ""}
          aria-current={index === at ? "step" : undefined}
        >
          <span class="check-dot">
            {index < at || step === "result" ? <Icon of="check" /> : index + 1}
          </span>
          <span>{t(`step_${name}`)}</span>
        </li>
      ))}
    </ol>
  );
}
