/// <reference lib="dom" />

const WORKER_URL = "/sw.js";

/** The parts of Trusted Types (W3C) that the types of the platform lack. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): {
    createScriptURL(url: string): string;
  };
}

let registered: Promise<ServiceWorkerRegistration | null> | undefined;

/** The worker of this site, registered on first use; null where the browser has none or refuses it. */
export function registerWorker(): Promise<ServiceWorkerRegistration | null> {
  return registered ??= register().catch(() => null);
}

async function register(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator)) return null;
  return await navigator.serviceWorker.register(trusted(WORKER_URL), { scope: "/" });
}

/** Pages of ours may name a script only by the one policy that the server allows, and it knows one script. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return url;
  const policy = trustedTypes.createPolicy("carewire", {
    createScriptURL(asked) {
      if (asked !== WORKER_URL) throw new TypeError("this is no script of ours");
      return asked;
    },
  });
  return policy.createScriptURL(url);
}
