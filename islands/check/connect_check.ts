/// <reference lib="dom" />
import { effect } from "@preact/signals";
import { focusSoon } from "../focus_soon.ts";
import { linkOfTab } from "../join/invitation_link.ts";
import { ApiClient } from "../lib/api_client.ts";
import { freshId } from "../lib/fresh_id.ts";
import { browserFacts } from "../models/browser_kind.ts";
import { browserTimers } from "../timers.ts";
import type { CheckScreen } from "./check_screen.ts";
import { mediaDoor } from "./media_door.ts";
import { networkDoor } from "./network_door.ts";
import { canChooseSpeaker, playTestSound } from "./test_sound.ts";

/** How long the browser may need to read a file that it is handed, in milliseconds. */
const FILE_MS = 60_000;

/** Connects a check to the devices, to the network and to the page around it. */
export function connectCheck({ check, canChooseSpeaker: speakers, link }: CheckScreen): void {
  const api = new ApiClient();
  const invitation = linkOfTab();
  link.value = { url: invitation ?? location.href, isInvitation: invitation !== null };
  speakers.value = canChooseSpeaker();
  check.connect({
    media: mediaDoor(),
    network: networkDoor(api),
    timers: browserTimers,
    browser: browserFacts(navigator.userAgent, navigator.maxTouchPoints),
    now: () => Date.now(),
    newId: freshId,
    playSound: playTestSound,
    send: async (body) => void await api.ask("POST /api/device-checks", { body }),
    save,
  });
  // What could not be told is told with the connection.
  addEventListener("online", () => check.sending.value === "failed" && void check.send());
  // No camera goes on behind a page that was left.
  addEventListener("pagehide", () => check.devices.stop());
  addEventListener("pageshow", (event) => event.persisted && check.again());
  followFocus(check);
}

/** With each step the focus goes to its title, so that it is read out. */
function followFocus(check: CheckScreen["check"]): void {
  let shown = check.step.value;
  effect(() => {
    if (shown === check.step.value) return;
    shown = check.step.value;
    focusSoon("#check-title");
  });
}

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  browserTimers.set(() => URL.revokeObjectURL(url), FILE_MS);
}
