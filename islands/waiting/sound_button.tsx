import { Icon } from "../icons.tsx";
import type { WaitingModel } from "../models/waiting_model.ts";
import { playChime } from "./chime.ts";
import { waitingText as t } from "./waiting_text.ts";

/** Whether chimes are heard; pressing it is also the gesture that browsers want before a page may sound. */
export function SoundButton({ model }: { model: WaitingModel }) {
  const on = model.soundOn.value;
  const toggle = () => {
    model.soundOn.value = !on;
    // So that it is known how it sounds, and how loud; what the gesture has just unlocked may need a moment.
    if (!on && !playChime()) setTimeout(playChime, 150);
  };
  return (
    <button type="button" aria-pressed={on} onClick={toggle}>
      <Icon of={on ? "speaker" : "speaker_off"} />
      {t(on ? "sound_on" : "sound_off")}
    </button>
  );
}
