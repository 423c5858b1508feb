/// <reference lib="dom" />
import { type ReadonlySignal, signal } from "@preact/signals";

let shared: ReadonlySignal<boolean> | undefined;

/** Whether this page is in sight and has the focus: what it shows then counts as seen. */
export function attention(): ReadonlySignal<boolean> {
  return shared ??= followAttention();
}

function followAttention(): ReadonlySignal<boolean> {
  const look = () => document.visibilityState === "visible" && document.hasFocus();
  const attentive = signal(look());
  const update = () => attentive.value = look();
  document.addEventListener("visibilitychange", update);
  addEventListener("focus", update);
  addEventListener("blur", update);
  return attentive;
}
