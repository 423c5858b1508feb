import type { Identity } from "../../../realtime/core/identity.ts";
import type { World } from "../world.ts";
import type { Browser } from "./browser.ts";
import { Page } from "./page.ts";

/** A message that its writer pressed "send" for, and what became of it. */
export interface Written {
  conversationId: string;
  body: string;
}

/** A tab: what it keeps over a reload, and the page that is open in it. */
export class Device {
  readonly who: Identity;
  /** What a tab's session storage holds. */
  readonly storage = new Map<string, string>();
  /** Everything that was handed over for sending, in the order of writing. */
  readonly written: Written[] = [];
  /** Client ids of messages that were acknowledged, with their ids. */
  readonly acknowledged = new Map<string, string>();
  readonly label: string;
  readonly browser: Browser;
  isOnline = true;
  page: Page | null = null;
  readonly #world: World;

  constructor(world: World, who: Identity, { label, browser }: { label: string; browser: Browser }) {
    this.#world = world;
    this.browser = browser;
    this.who = who;
    this.label = label;
  }

  /** Whether its page is connected by a network that works. */
  get isWell(): boolean {
    return this.isOnline && this.page?.isConnected === true && this.page.connectedAt < Infinity;
  }

  /** Opens the page; it comes as soon as a server can render it. */
  open(): void {
    this.page?.kill();
    this.page = new Page(this.#world, this);
    this.page.load();
  }

  /** Closes the tab for good, with what its storage holds. */
  close(): void {
    this.page?.kill();
    this.page = null;
  }

  goOffline(): void {
    this.isOnline = false;
    this.page?.lostNetwork();
  }

  goOnline(): void {
    this.isOnline = true;
    if (this.page) this.page.foundNetwork();
    else this.open();
  }
}
