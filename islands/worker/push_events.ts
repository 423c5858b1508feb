import * as v from "valibot";
import { type PushPayload, pushPayload } from "../../realtime/core/push_payload.ts";
import { missedNotice, type Notice, noticeOf } from "./push_notice.ts";
import { tapped, windowFor } from "./tap.ts";
import { scope, type ShownNotification } from "./worker_scope.ts";
import { speak } from "./worker_text.ts";

/** A browser ends a worker that keeps working on one message; a ring that lasts longer is ended by the server's message. */
const WATCHED_MS_MAX = 80_000;

/** Shows what a message says and, where it rings, looks after it until it has rung long enough. */
export async function showPush(data: { json(): unknown } | null): Promise<void> {
  const payload = readPayload(data);
  if (payload) speak(payload.lang);
  const callId = payload && "call_id" in payload ? payload.call_id : null;
  const [shown] = callId ? await scope.registration.getNotifications({ tag: callId }) : [];
  const context = { now: Date.now(), isWatched: await isWatched(), shown: shown?.data.kind ?? null };
  const notice = noticeOf(payload, context);
  if (notice) await show(notice);
  else if (payload?.kind === "settled") shown?.close();
  if (payload?.kind === "ring" && notice?.options.data.kind === "ring") await endRing(payload);
}

async function show({ title, options, missed }: Notice): Promise<void> {
  await scope.registration.showNotification(title, options);
  if (missed !== undefined) await scope.navigator.setAppBadge?.(missed).catch(() => undefined);
}

async function endRing(ring: Extract<PushPayload, { kind: "ring" }>): Promise<void> {
  const left = Date.parse(ring.until) - Date.now();
  if (left > WATCHED_MS_MAX) return;
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, left)));
  const [shown] = await scope.registration.getNotifications({ tag: ring.call_id });
  if (shown?.data.kind === "ring") await show(missedNotice(ring));
}

/** Does what a tap asks for. */
export async function followTap(notification: ShownNotification, action: string): Promise<void> {
  notification.close();
  const tap = tapped(notification.data, action);
  if (tap.do === "open") return await openPath(tap.path);
  try {
    // A refusal means that the call was over anyway.
    await fetch(`/api/calls/${tap.callId}/decline`, { method: "POST" });
  } catch {
    // Without a connection it rings on; the visit says so and can decline by itself.
    await openPath(`/visit/${tap.callId}`);
  }
}

async function openPath(path: string): Promise<void> {
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const { index, navigate } = windowFor(path, windows.map((one) => one.url));
  const found = windows[index];
  try {
    if (!found) return void await scope.clients.openWindow(path);
    await found.focus();
    if (navigate) await found.navigate(path);
  } catch {
    // A page that no worker looks after can't be led elsewhere.
    await scope.clients.openWindow(path);
  }
}

async function isWatched(): Promise<boolean> {
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  return windows.some((one) => one.visibilityState === "visible");
}

function readPayload(data: { json(): unknown } | null): PushPayload | null {
  try {
    const read = v.safeParse(pushPayload, data?.json());
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
