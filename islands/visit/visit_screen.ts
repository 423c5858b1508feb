import { computed, type Signal, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { ChatView } from "../chat/chat_view.tsx";
import { LatePart } from "../models/late_part.ts";
import { type VisitFacts, VisitModel } from "../models/visit_model.ts";
import type { WayIn } from "../models/way_in.ts";
import { DialogDriver } from "./dialog_driver.ts";
import { MediaSink } from "./media_sink.ts";

/** A visit together with the elements of the page that it has to reach into. */
export interface VisitScreen {
  visit: VisitModel;
  /** The other side's picture and sound. */
  peer: MediaSink;
  /** One's own picture. */
  self: MediaSink;
  leaveDialog: DialogDriver;
  wayIn: Signal<WayIn>;
  /** How the conversation is drawn. A visit begins with its pictures, so this comes after them. */
  chatView: LatePart<typeof ChatView>;
  /** What a visit does not begin with; null until it is loaded. */
  late: Signal<LateViews | null>;
  /** How the pictures are arranged, as attributes for their style. */
  look: Signal<Readonly<Record<`data-${string}`, string>>>;
}

type LateView = ComponentType<{ screen: VisitScreen }>;

/** Parts of the page that are loaded once it lives. */
export interface LateViews {
  /** In the bar: what a person may arrange. */
  More: LateView;
  /** Over the pictures: what they should know about microphone, devices and network. */
  Notes: LateView;
  /** In the head: how well the two are connected. */
  Network: LateView;
  /** In the place of the pictures. */
  DeviceProblem: LateView;
  /** Beside the pictures or over them. */
  Chat: LateView;
  /** In the place of everything. */
  Summary: LateView;
}

/** Makes the screen of a visit. Touches no element before one is attached, so the server can make it too. */
export function visitScreen(facts: VisitFacts): VisitScreen {
  const visit = new VisitModel(facts);
  const remote = computed(() => visit.snapshot.value?.remote ?? null);
  const local = computed(() => visit.snapshot.value?.local ?? null);
  return {
    visit,
    peer: new MediaSink({ stream: remote, muted: false, blocked: visit.blocked }),
    self: new MediaSink({ stream: local, muted: true }),
    wayIn: signal("/sign-in"),
    leaveDialog: new DialogDriver(visit.leaving),
    late: signal(null),
    look: signal({}),
    chatView: new LatePart(async () => (await import("../chat/chat_view.tsx")).ChatView),
  };
}
