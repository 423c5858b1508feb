/// <reference lib="dom" />
import { type Signal, signal } from "@preact/signals";
import { type CheckFacts, CheckModel } from "../models/check_model.ts";
import { SelfViewSink } from "./self_view.ts";

/** An address that lets the person in; whoever has no account gets in by the invitation alone. */
export interface OwnLink {
  url: string;
  isInvitation: boolean;
}

/** The check together with the element that shows the person themselves. */
export interface CheckScreen {
  check: CheckModel;
  self: SelfViewSink;
  /** Whether this browser plays on a speaker of one's choice. */
  canChooseSpeaker: Signal<boolean>;
  /** What leads here in another browser; null until it is known. */
  link: Signal<OwnLink | null>;
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
    link: signal<OwnLink | null>(null),
  };
}
