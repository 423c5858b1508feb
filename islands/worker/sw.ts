import {
  builtFile,
  dropOldCaches,
  fillCache,
  isBuilt,
  keepOfflinePage,
  pageOrOffline,
} from "./offline_cache.ts";
import { followTap, showPush } from "./push_events.ts";
import { scope } from "./worker_scope.ts";

/** What pages say to the worker. */
export type ToWorker =
  /** The person wants the new version now. */
  | "take_over"
  /** The page speaks another language than the last one. */
  | "language";

scope.addEventListener("install", (event) => event.waitUntil(fillCache()));

scope.addEventListener("activate", (event) => {
  const preload = scope.registration.navigationPreload?.enable();
  event.waitUntil(Promise.all([dropOldCaches(), preload, scope.clients.claim()]));
});

scope.addEventListener("message", (event) => {
  if (event.data === "take_over") event.waitUntil(scope.skipWaiting());
  if (event.data === "language") event.waitUntil(keepOfflinePage().catch(() => undefined));
});

scope.addEventListener("fetch", (event) => {
  const { request, preloadResponse } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (!url.pathname.startsWith("/api/")) event.respondWith(pageOrOffline(request, preloadResponse));
  } else if (isBuilt(url)) event.respondWith(builtFile(request));
});

scope.addEventListener("push", (event) => event.waitUntil(showPush(event.data)));

scope.addEventListener(
  "notificationclick",
  (event) => event.waitUntil(followTap(event.notification, event.action)),
);

// The next page that is opened tells the language and the rest.
scope.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(subscribeAnew(event.oldSubscription?.options.applicationServerKey ?? null));
});

async function subscribeAnew(applicationServerKey: ArrayBuffer | null): Promise<void> {
  if (!applicationServerKey) return;
  const options = { userVisibleOnly: true, applicationServerKey } as const;
  const subscription = await scope.registration.pushManager.subscribe(options);
  await fetch("/api/push/subscriptions", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(subscription.toJSON()),
  });
}
