/// <reference lib="dom" />
import { type Signal, signal } from "@preact/signals";
import { type CheckFacts, CheckModel } from "../models/check_model.ts";
import { SelfViewSink } from "./self_view.ts";

/** The check together with the element that shows the person themselves. */
export interface CheckScreen {
  check: CheckModel;
  self: SelfViewSink;
  /** Whether this browser plays on a speaker of one's choice. */
  canChooseSpeaker: Signal<boolean>;
  /** Whether the address was put where it can be pasted from. */
  copied: Signal<boolean>;
}

/** What each step is drawn from. */
export interface StepProps {
  screen: CheckScreen;
}

/** Makes the screen of a check. Touches no element before one is attached, so the server can make it too. */
export function checkScreen(facts: CheckFacts): CheckScreen {
  const check = new CheckModel(facts);
  return {
    check,
    self: new SelfViewSink(check.devices.stream),
    canChooseSpeaker: signal(false),
    copied: signal(false),
  };
}
