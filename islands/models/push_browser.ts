/** A browser's subscription as the clinic takes it. */
export interface BrowserSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
  /** The clinic's key that it was made with, base64url. */
  applicationServerKey: string;
}

export type PushPermission = "default" | "granted" | "denied";

/** What a browser can do about push messages. */
export interface PushBrowser {
  /** `needs_install` where it can only once the page is on the home screen. */
  support(): "yes" | "no" | "needs_install";
  permission(): PushPermission;
  /** Asks the person; browsers want this right after a tap. */
  ask(): Promise<PushPermission>;
  current(): Promise<BrowserSubscription | null>;
  subscribe(applicationServerKey: string): Promise<BrowserSubscription>;
  drop(): Promise<void>;
}

/** The part of the clinic's interface that push messages need; each rejects with an ApiError. */
export interface PushApi {
  key(): Promise<string>;
  /** Gives the subscription's id. */
  tell(subscription: BrowserSubscription, quiet: boolean): Promise<string>;
  end(subscriptionId: string): Promise<void>;
  test(): Promise<void>;
}

/** Subscribes this browser, anew where it was with another key, and tells the clinic; gives the subscription's id. */
export async function subscribeBrowser(
  { browser, api }: { browser: PushBrowser; api: PushApi },
  quiet: boolean,
): Promise<string> {
  const [key, current] = await Promise.all([api.key(), browser.current()]);
  if (current?.applicationServerKey === key) return await api.tell(current, quiet);
  if (current) await browser.drop();
  return await api.tell(await browser.subscribe(key), quiet);
}
