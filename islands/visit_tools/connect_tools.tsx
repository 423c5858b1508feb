/// <reference lib="dom" />
import { computed, effect, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { Clock, Timers } from "../../realtime/ports/clock.ts";
import type { CallManager } from "../lib/call_manager.ts";
import { DeviceMenu } from "../models/device_menu.ts";
import { MicrophoneWatch } from "../models/microphone_watch.ts";
import type { VisitModel } from "../models/visit_model.ts";
import { VisitTools } from "../models/visit_tools.ts";
import { browserShelf } from "../shelf.ts";
import { browserTimers } from "../timers.ts";
import { ChatPanel } from "../visit/chat_panel.tsx";
import { DeviceProblemCard } from "../visit/device_problem_card.tsx";
import type { MediaSink } from "../visit/media_sink.ts";
import { shortcutOf } from "../visit/shortcuts.ts";
import type { LateViews, VisitScreen } from "../visit/visit_screen.ts";
import { VisitSummary } from "../visit/visit_summary.tsx";
import { WakeLock } from "../visit/wake_lock.ts";
import { followWithTones } from "./connection_tones.ts";
import { listenTo } from "./microphone_ear.ts";
import { MoreTools, TOOL_KEYS, TOOLS_ID } from "./more_tools.tsx";
import { NetworkWords } from "./network_words.tsx";
import { PictureWindow } from "./picture_window.ts";
import { ToolNotes } from "./tool_notes.tsx";

const browserTime: Timers & Clock = { ...browserTimers, now: () => Date.now() };

/** Brings the tools of a visit to life and onto its page. */
export function connectTools(screen: VisitScreen, calls: CallManager): void {
  const { visit, peer } = screen;
  // Without a secure page there are no devices to choose from.
  const media = navigator.mediaDevices ?? Object.assign(new EventTarget(), { enumerateDevices: noDevices });
  const devices = new DeviceMenu({
    ...{ media, calls, shelf: browserShelf },
    snapshot: visit.snapshot,
    setSpeaker: speakerOf(peer),
  });
  const tools = new VisitTools({ visit, calls, devices, timers: browserTimers });
  const picture = peer.element && new PictureWindow(peer.element, document);
  picture?.openWhenLeft(navigator.mediaSession);
  followMicrophone(visit, tools);
  followWithTones(visit);
  followKeys(visit);
  const wakeLock = new WakeLock();
  effect(() => wakeLock.hold(visit.stage.value !== "over" && visit.stage.value !== "elsewhere"));
  effect(() => {
    if (visit.stage.value === "over") picture?.close();
  });
  effect(() => {
    screen.look.value = tools.look.value;
  });
  screen.late.value = {
    More: () => <MoreTools tools={tools} picture={picture} />,
    Notes: () => <ToolNotes tools={tools} />,
    Network: () => <NetworkWords tools={tools} />,
    DeviceProblem: DeviceProblemCard,
    Chat: ChatPanel,
    Summary: summaryOf(visit),
  };
}

/** How the summary is drawn; what is asked and told below it comes once the visit is over. */
function summaryOf(visit: VisitModel): LateViews["Summary"] {
  const { me, peer } = visit;
  const conversationId = visit.chat.conversation.conversation_id;
  const after = signal<ComponentType | null>(null);
  effect(() => {
    if (visit.stage.value !== "over" || after.peek()) return;
    const facts = { me, peer, call: visit.ended, conversationId };
    // Without it the summary says what there is to say.
    import("../after/after_part.tsx").then((part) => after.value = part.afterPart(facts), () => undefined);
  });
  return () => {
    const After = after.value;
    const facts = { call: visit.ended, me: me.id, peer, conversationId, visit };
    return <VisitSummary {...facts}>{After && <After />}</VisitSummary>;
  };
}

function noDevices(): Promise<MediaDeviceInfo[]> {
  return Promise.resolve([]);
}

function speakerOf(peer: MediaSink): ((id: string) => Promise<void>) | null {
  if (!("setSinkId" in HTMLMediaElement.prototype)) return null;
  return async (id) => await peer.element?.setSinkId(id);
}

/** Listens while there is somebody to be heard by. */
function followMicrophone(visit: VisitModel, tools: VisitTools): void {
  const track = computed(() => visit.stage.value === "connected" ? visit.snapshot.value?.microphone : null);
  effect(() => {
    const microphone = track.value;
    if (!microphone) return tools.hear(null);
    const watch = new MicrophoneWatch();
    try {
      return listenTo(microphone, browserTime, (moment) => {
        tools.hear(watch.hear({ ...moment, muted: visit.snapshot.peek()?.audioEnabled === false }));
      });
    } catch {
      // A browser that can't listen gives no hints.
    }
  });
}

function followKeys(visit: VisitModel): void {
  document.addEventListener("keydown", (event) => {
    if (visit.stage.value === "over" || !shortcutOf(event, TOOL_KEYS)) return;
    document.getElementById(TOOLS_ID)?.togglePopover();
  });
}
