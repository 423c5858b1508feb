import type { Notice, NoticeData } from "./push_notice.ts";

// The parts of a service worker's global scope that ours uses: the types of pages and of workers can't be read together.

export interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}

export interface ShownNotification {
  tag: string;
  data: NoticeData;
  close(): void;
}

export interface WindowClient {
  url: string;
  visibilityState: "visible" | "hidden";
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
}

interface Subscription {
  options: { applicationServerKey: ArrayBuffer | null };
  toJSON(): object;
}

interface Events {
  install: Waiting;
  activate: Waiting;
  message: Waiting & { data: unknown };
  fetch: Waiting & {
    request: Request;
    preloadResponse?: Promise<Response | undefined>;
    respondWith(response: Promise<Response>): void;
  };
  push: Waiting & { data: { json(): unknown } | null };
  notificationclick: Waiting & { action: string; notification: ShownNotification };
  pushsubscriptionchange: Waiting & { oldSubscription?: Subscription | null };
}

export interface WorkerScope {
  registration: {
    showNotification(title: string, options: Notice["options"]): Promise<void>;
    getNotifications(filter?: { tag: string }): Promise<ShownNotification[]>;
    navigationPreload?: { enable(): Promise<void> };
    pushManager: {
      subscribe(options: { userVisibleOnly: true; applicationServerKey: unknown }): Promise<Subscription>;
    };
  };
  clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<WindowClient[]>;
    openWindow(path: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  navigator: { setAppBadge?(count: number): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener<E extends keyof Events>(event: E, run: (event: Events[E]) => void): void;
}

/** This worker. */
export const scope = globalThis as unknown as WorkerScope;
