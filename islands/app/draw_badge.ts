/// <reference lib="dom" />
import { effect } from "@preact/signals";
import { ApiClient } from "../lib/api_client.ts";
import { MissedBadge } from "../models/missed_badge.ts";
import type { Session } from "../session.ts";
import { appText as t } from "./app_text.ts";

const HISTORY = "/history";

/** Shows missed calls beside the way to them and on the app's icon, until the history is opened. */
export function drawBadge({ user, signaling }: Session): void {
  const api = new ApiClient();
  const channel = new BroadcastChannel("carewire.missed");
  const badge = new MissedBadge({
    userId: user.id,
    signaling,
    count: async () => (await api.ask("GET /api/missed-calls")).count,
    see: async () => void await api.ask("POST /api/missed-calls/seen"),
    tabs: { tell: () => channel.postMessage(null), listen: (run) => channel.onmessage = run },
  });
  const label = document.createElement("span");
  label.className = "badge";
  effect(() => {
    const count = badge.missed.value;
    if (count === 0) return label.remove();
    label.textContent = String(count);
    label.ariaLabel = t("missed", { count });
    label.role = "img";
    document.querySelector(`.page-header nav a[href="${HISTORY}"]`)?.append(label);
  });
  effect(() => showOnIcon(badge.total.value));
  if (location.pathname === HISTORY) void badge.see();
  else void badge.look();
}

function showOnIcon(count: number): void {
  const done = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  done?.catch(() => undefined);
}
