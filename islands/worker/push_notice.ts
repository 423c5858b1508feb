import type { PushPayload } from "../../realtime/core/push_payload.ts";
import { workerText as t } from "./worker_text.ts";

/** Vibration and pause, in milliseconds. */
const RING_VIBRATION = [500, 250, 500, 250, 500, 250, 500];
const ICON = "/static/icons/icon-192.png";
const BADGE = "/static/icons/badge-96.png";

/** What a notification keeps with it for whoever taps it. */
export interface NoticeData {
  kind: "ring" | "settled" | "missed" | "test" | "unknown";
  callId: string | null;
  /** Where a tap leads. */
  path: string;
}

/** A notification as the worker shows it. */
export interface Notice {
  title: string;
  options: NotificationLike & { data: NoticeData };
  /** How many calls wait to be looked at, where that is known. */
  missed?: number;
}

interface NotificationLike {
  body: string;
  tag: string;
  icon: string;
  badge: string;
  renotify?: boolean;
  requireInteraction?: boolean;
  silent?: boolean;
  vibrate?: number[];
  actions?: { action: string; title: string }[];
}

export interface NoticeContext {
  /** Milliseconds since the epoch. */
  now: number;
  /** Whether a page is in sight, which shows calls by itself. */
  isWatched: boolean;
  /** What is shown of this call already. */
  shown: NoticeData["kind"] | null;
}

/**
 * What to show for a message; null where the page in sight or what is shown already says it. Browsers want to see something for
 * every message while no page is in sight.
 */
export function noticeOf(payload: PushPayload | null, context: NoticeContext): Notice | null {
  if (!payload) return plain("unknown", t("unknown"), t("unknown_text"));
  switch (payload.kind) {
    case "ring":
      return ringNotice(payload, context);
    case "missed":
      return { ...missedNotice(payload), missed: payload.count };
    case "settled":
      return context.isWatched ? null : settledNotice(payload.call_id);
    case "test":
      return plain("test", t("test"), t("test_text"));
  }
}

type Ring = Extract<PushPayload, { kind: "ring" }>;

function ringNotice(ring: Ring, { now, isWatched, shown }: NoticeContext): Notice | null {
  // Messages may overtake each other: a call that is over does not ring again.
  if (shown === "settled" || shown === "missed") return null;
  if (Date.parse(ring.until) <= now) return missedNotice(ring);
  if (isWatched) return null;
  const { call_id: callId, name, role, call_type } = ring;
  return {
    title: t("ring", { name }),
    options: {
      ...common(callId),
      body: `${t(role)} · ${t(call_type)}`,
      requireInteraction: true,
      renotify: shown === null,
      vibrate: RING_VIBRATION,
      actions: [{ action: "accept", title: t("accept") }, { action: "decline", title: t("decline") }],
      data: { kind: "ring", callId, path: `/visit/${callId}` },
    },
  };
}

/** What a ring becomes when nobody has answered it. */
export function missedNotice({ call_id: callId, name }: Pick<Ring, "call_id" | "name">): Notice {
  return {
    title: t("missed"),
    options: {
      ...common(callId),
      body: t("missed_text", { name }),
      renotify: false,
      data: { kind: "missed", callId, path: "/history" },
    },
  };
}

function settledNotice(callId: string): Notice {
  return {
    title: t("settled"),
    options: { ...common(callId), body: "", silent: true, data: { kind: "settled", callId, path: "/" } },
  };
}

function plain(kind: "test" | "unknown", title: string, body: string): Notice {
  return {
    title,
    options: { ...common(kind), body, renotify: true, data: { kind, callId: null, path: "/" } },
  };
}

/** All that is said of a call has one tag: what comes later replaces what is shown. */
function common(tag: string) {
  return { tag, icon: ICON, badge: BADGE };
}
