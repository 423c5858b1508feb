/// <reference lib="dom" />
import { encodeBase64Url } from "../../realtime/core/base64url.ts";
import { registerWorker } from "../app/register_worker.ts";
import { ApiClient } from "../lib/api_client.ts";
import type { BrowserSubscription, PushApi, PushBrowser } from "../models/push_browser.ts";
import { language } from "../text.ts";
import { isApple, isInstalled } from "./this_browser.ts";

/** How long the worker may take to start, in milliseconds. */
const START_MS = 15_000;

/** This browser's own push messages. */
export const browserPush: PushBrowser = {
  support() {
    const able = "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
    if (able) return "yes";
    return isApple() && !isInstalled() ? "needs_install" : "no";
  },
  permission: () => Notification.permission,
  ask: () => Notification.requestPermission(),
  async current() {
    const found = await (await manager()).getSubscription();
    return found && subscriptionOf(found);
  },
  async subscribe(applicationServerKey) {
    const options = { userVisibleOnly: true, applicationServerKey };
    return subscriptionOf(await (await manager()).subscribe(options));
  },
  async drop() {
    await (await (await manager()).getSubscription())?.unsubscribe();
  },
};

async function manager(): Promise<PushManager> {
  const registration = await registerWorker();
  if (!registration) throw new Error("this browser runs no worker");
  // Before it is active there is nothing to subscribe; one that can't be installed never is.
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("the worker did not start")), START_MS);
  });
  return (await Promise.race([navigator.serviceWorker.ready, late])).pushManager;
}

function subscriptionOf(subscription: PushSubscription): BrowserSubscription {
  const key = (name: PushEncryptionKeyName) =>
    encodeBase64Url(new Uint8Array(subscription.getKey(name) ?? new ArrayBuffer(0)));
  const ours = subscription.options.applicationServerKey ?? new ArrayBuffer(0);
  return {
    endpoint: subscription.endpoint,
    keys: { p256dh: key("p256dh"), auth: key("auth") },
    applicationServerKey: encodeBase64Url(new Uint8Array(ours)),
  };
}

const api = new ApiClient();

/** The clinic's side of it. */
export const pushApi: PushApi = {
  key: async () => (await api.ask("GET /api/push/key")).key,
  async tell({ endpoint, keys }, quiet) {
    const body = { endpoint, keys, quiet, language: language() };
    return (await api.ask("POST /api/push/subscriptions", { body })).subscription.subscription_id;
  },
  async end(subscription_id) {
    await api.ask("DELETE /api/push/subscriptions/{subscription_id}", { path: { subscription_id } });
  },
  async test() {
    await api.ask("POST /api/push/test");
  },
};
