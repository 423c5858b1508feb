/// <reference lib="dom" />
import { computed, effect, type ReadonlySignal } from "@preact/signals";
import type { CallType } from "../../realtime/core/call.ts";
import type { CallObject } from "../../realtime/core/objects.ts";
import { getJson } from "../api.ts";
import { attention } from "../chat/attention.ts";
import { wayInOfTab } from "../join/invitation_link.ts";
import { CallManager } from "../lib/call_manager.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import { rememberedDevices } from "../models/device_memory.ts";
import { mediaPermission } from "../models/media_permission.ts";
import { LatePart } from "../models/late_part.ts";
import type { VisitModel } from "../models/visit_model.ts";
import { session } from "../session.ts";
import { focusSoon } from "../focus_soon.ts";
import { startRing } from "../ring_sound.ts";
import { browserShelf } from "../shelf.ts";
import { browserTimers } from "../timers.ts";
import { whenIdle } from "../when_idle.ts";
import { pageTitle } from "./page_title.ts";
import { shortcutOf, SHORTCUTS } from "./shortcuts.ts";
import type { VisitScreen } from "./visit_screen.ts";

/** With these the ring leads here: the person has taken the call already. */
const ACCEPT_HASHES: Readonly<Record<string, CallType>> = { "#accept": "video", "#accept-voice": "voice" };

/** Connects a visit to the socket, to the devices and to the page around it. */
export function connectVisit(screen: VisitScreen): void {
  const { visit, wayIn, chatView } = screen;
  const { signaling, liveCall, user, shownConversations } = session();
  const { camera, microphone } = rememberedDevices(browserShelf);
  const devices = { video: camera ?? undefined, audio: microphone ?? undefined };
  const calls = new CallManager({ signaling, userId: user.id, devices });
  const { call_id, call_type } = visit.call.value;
  calls.attach(call_id);
  visit.canShare.value = typeof navigator.mediaDevices?.getDisplayMedia === "function";
  wayIn.value = wayInOfTab();
  visit.connect({
    calls,
    signaling,
    liveCall,
    timers: browserTimers,
    permission: (callType) => mediaPermission(navigator.permissions, callType),
    readCall,
    go: (path) => location.assign(path),
  });
  shownConversations.add(visit.chat.conversation.conversation_id);
  const chat = new LatePart(() => startChat(visit));
  const late = new LatePart(async () => {
    (await import("../visit_tools/connect_tools.tsx")).connectTools(screen, calls);
    return true;
  });
  whenIdle(() => {
    void late.load();
    void chat.load().then(() => chatView.load());
  });
  // What could not be loaded is loaded with the connection.
  signaling.on("sync", () => {
    void late.load();
    void chat.load();
  });
  followPage(visit);
  followQuality(visit, calls, signaling);
  followKeys(visit);
  followFocus(visit, chatView.value);
  const wanted = ACCEPT_HASHES[location.hash];
  if (!wanted) return;
  // A reload must not take a call by itself.
  history.replaceState(history.state, "", location.pathname);
  if (visit.stage.value === "incoming") {
    void visit.participation.accept(call_type === "video" ? wanted : "voice");
  }
}

/** Brings the conversation to life: after the pictures, and whether or not it is looked at. */
async function startChat(visit: VisitModel): Promise<true> {
  const { connectChat } = await import("../chat/connect_chat.ts");
  connectChat(visit.chat, {
    attentive: computed(() => attention().value && visit.chatOpen.value),
    call: {
      microphone: () => visit.snapshot.value?.local?.getAudioTracks()[0],
      heard: computed(() => visit.snapshot.value?.audioEnabled ?? false),
    },
  });
  return true;
}

async function readCall(callId: string): Promise<CallObject> {
  return (await getJson<{ call: CallObject }>(`/api/calls/${callId}`)).call;
}

/** The tone while it rings, the title of the window. */
function followPage(visit: VisitModel): void {
  const product = document.title.split(" · ").at(-1);
  const sound = computed(() => {
    const stage = visit.stage.value;
    if (stage === "outgoing") return "ring_back";
    // The bell of all other pages leaves this call to its own page.
    const rings = stage === "incoming" && visit.call.value.status === "ringing";
    return rings && !session().quiet.value ? "ring" : null;
  });
  effect(() => sound.value ? startRing(sound.value) : undefined);
  effect(() => {
    document.title = `${pageTitle(visit)} · ${product}`;
  });
}

/** Measures while there is something to measure. Its code comes with the first connection; without it the visit goes on. */
function followQuality(visit: VisitModel, calls: CallManager, signaling: SignalingClient): void {
  let reporting: Promise<(() => void) | undefined> | undefined;
  effect(() => {
    const stage = visit.stage.value;
    if (stage === "connected") {
      reporting ??= import("./report_quality.ts").then(
        ({ reportQuality }) => reportQuality(visit, calls, signaling),
        () => reporting = undefined,
      );
    } else if (stage !== "reconnecting") {
      void reporting?.then((stop) => stop?.());
      reporting = undefined;
    }
  });
}

/** The focus goes where the person goes: into the chat, out of it again, and to the summary at the end. */
function followFocus(visit: VisitModel, chatView: ReadonlySignal<unknown>): void {
  let open = visit.chatOpen.value;
  effect(() => {
    if (visit.stage.value !== "over") return;
    // What is still to be sent stays in sight.
    visit.chatOpen.value = visit.chat.files.value.peek()?.files.holds.peek() ?? false;
    focusSoon("#summary-title");
  });
  effect(() => {
    // There is nothing to write in before the chat is loaded.
    if (open === visit.chatOpen.value || !chatView.value) return;
    open = visit.chatOpen.value;
    if (visit.stage.peek() === "over") return;
    // Nobody should be recorded by something they can't see.
    if (!open) void visit.chat.files.value.value?.files.recorder.stop();
    // On a touch screen the keyboard would cover what the person wants to see.
    if (open && !visit.chat.enterSends.value) return;
    focusSoon(open ? ".composer-text" : `[aria-keyshortcuts="${SHORTCUTS.chat}"]`);
  });
}

function followKeys(visit: VisitModel): void {
  const acts = {
    audio: () => visit.toggleAudio(),
    video: () => visit.toggleVideo(),
    share: () => visit.toggleShare(),
    chat: () => visit.toggleChat(),
  };
  document.addEventListener("keydown", (event) => {
    const shortcut = shortcutOf(event);
    if (!shortcut || visit.stage.value === "over") return;
    // The letter must not land in the field that the shortcut opens.
    event.preventDefault();
    acts[shortcut]();
  });
}
