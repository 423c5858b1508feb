import type {
  BrowserSubscription,
  PushApi,
  PushBrowser,
  PushPermission,
} from "../../islands/models/push_browser.ts";

/** A browser and a clinic for push messages, which do what a test says. */
export class FakePushBrowser {
  support: ReturnType<PushBrowser["support"]> = "yes";
  permission: PushPermission = "default";
  /** What the person says when they are asked. */
  says: PushPermission = "granted";
  subscription: BrowserSubscription | null = null;
  key = "key-1";
  isOffline = false;
  /** What the clinic was told, in order. */
  readonly told: string[] = [];
  #made = 0;

  readonly browser: PushBrowser = {
    support: () => this.support,
    permission: () => this.permission,
    ask: () => Promise.resolve(this.permission = this.says),
    current: () => Promise.resolve(this.subscription),
    subscribe: (applicationServerKey) => {
      const endpoint = `https://push.example.org/${++this.#made}`;
      this.subscription = { endpoint, keys: { p256dh: "p", auth: "a" }, applicationServerKey };
      return Promise.resolve(this.subscription);
    },
    drop: () => Promise.resolve(void (this.subscription = null)),
  };

  readonly api: PushApi = {
    key: () => this.#answer(this.key),
    tell: ({ endpoint }, quiet) => {
      if (!this.isOffline) this.told.push(`tell ${endpoint.at(-1)}${quiet ? " quiet" : ""}`);
      return this.#answer(`id-${endpoint.at(-1)}`);
    },
    end: async (id) => {
      await this.#answer(null);
      this.told.push(`end ${id}`);
    },
    test: async () => void await this.#answer(null),
  };

  #answer<T>(value: T): Promise<T> {
    return this.isOffline ? Promise.reject(new TypeError("no connection")) : Promise.resolve(value);
  }
}
