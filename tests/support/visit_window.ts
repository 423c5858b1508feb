/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from "playwright-core";

const PASSWORD = "carewire-demo";
const SAMPLE_MS = 400;
const WAIT_MS = 15_000;
/** Comfort noise of a muted microphone stays below this. */
const SILENCE_ENERGY = 1e-6;

const DESKTOP = { width: 1280, height: 800 };

/** What one side of a call receives, added up over its live connections. */
export interface Media {
  framesDecoded: number;
  audioEnergy: number;
  audioPackets: number;
}

/** One person in a browser of their own. */
export class VisitWindow {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the page complained about. */
  readonly complaints: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.on("pageerror", (error) => this.complaints.push(`error: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !/ERR_CONNECTION_REFUSED|WebSocket connection/.test(message.text())) {
        this.complaints.push(`console: ${message.text()}`);
      }
    });
  }

  /** Opens a fresh browser profile at a page. */
  static async at(browser: Browser, url: string, viewport = DESKTOP): Promise<VisitWindow> {
    const { origin } = new URL(url);
    const context = await browser.newContext({
      baseURL: origin,
      viewport,
      permissions: ["camera", "microphone"],
    });
    await context.addInitScript(rememberConnections);
    const page = await context.newPage();
    const window = new VisitWindow(context, page);
    await page.goto(url);
    return window;
  }

  /** Opens a fresh browser profile and signs in through the form. */
  static async open(
    browser: Browser,
    origin: string,
    email: string,
    viewport = DESKTOP,
  ): Promise<VisitWindow> {
    const window = await VisitWindow.at(browser, `${origin}/`, viewport);
    const { page } = window;
    await page.getByLabel("E-mail").fill(email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: /^Hello/ }).waitFor();
    await window.isAlive("home");
    return window;
  }

  /** Waits until an island of the page answers to clicks. */
  async isAlive(island: string): Promise<void> {
    await this.page.locator(`[data-island="${island}"][data-alive]`).waitFor({ state: "attached" });
  }

  /** Presses a button by its name, as people see it. */
  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole("button", { name }).first().click();
  }

  /** Presses a button from inside the page; gives the time of the click, in milliseconds since the epoch. */
  async pressAt(name: string | RegExp): Promise<number> {
    return await this.page.getByRole("button", { name }).first().evaluate((button) => {
      const at = Date.now();
      (button as HTMLElement).click();
      return at;
    });
  }

  /** The time at which a call begins to ring on this page; ask before it does. */
  async ringsAt(): Promise<number> {
    return await this.page.evaluate(() =>
      new Promise<number>((resolve) => {
        const look = () => document.querySelector("dialog[open]") && resolve(Date.now());
        new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
      })
    );
  }

  /** The time at which the first picture of the peer was decoded, to a few milliseconds. */
  async firstFrameAt(): Promise<number> {
    while ((await this.media()).framesDecoded === 0) await new Promise((resolve) => setTimeout(resolve, 2));
    return Date.now();
  }

  /** Waits until these words are somewhere on the page. */
  async sees(text: string | RegExp, timeout = WAIT_MS): Promise<void> {
    await this.page.getByText(text).first().waitFor({ timeout });
  }

  /** Waits until the visit says that it is connected. */
  async isConnected(): Promise<void> {
    await this.page.getByRole("status").getByText("Connected", { exact: true }).waitFor({ timeout: WAIT_MS });
  }

  /** What has been received so far. */
  async media(): Promise<Media> {
    return await this.page.evaluate(readMedia);
  }

  /** How much came in during a short while. */
  async mediaGrowth(ms = SAMPLE_MS): Promise<Media> {
    const before = await this.media();
    await this.page.waitForTimeout(ms);
    const after = await this.media();
    return {
      framesDecoded: after.framesDecoded - before.framesDecoded,
      audioEnergy: after.audioEnergy - before.audioEnergy,
      audioPackets: after.audioPackets - before.audioPackets,
    };
  }

  /** Waits until nothing is heard any more, although the connection goes on. */
  async hearsNothing(): Promise<void> {
    const until = Date.now() + WAIT_MS;
    while ((await this.mediaGrowth()).audioEnergy > SILENCE_ENERGY) {
      if (Date.now() > until) throw new Error("there is still sound");
    }
  }

  /** Waits until decoded pictures and audible sound are coming in. */
  async receives({ video }: { video: boolean }): Promise<void> {
    const until = Date.now() + WAIT_MS;
    while (true) {
      const { framesDecoded, audioEnergy } = await this.mediaGrowth();
      if (audioEnergy > 0 && (!video || framesDecoded > 0)) return;
      if (Date.now() > until) throw new Error(`no media: ${framesDecoded} frames, energy ${audioEnergy}`);
    }
  }
}

/** Runs in the page before its own scripts: keeps every connection that is made. */
function rememberConnections(): void {
  const made: RTCPeerConnection[] = [];
  const Original = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = new Proxy(Original, {
    construct(target, args: ConstructorParameters<typeof RTCPeerConnection>) {
      const connection = new target(...args);
      made.push(connection);
      return connection;
    },
  });
  Object.assign(globalThis, { madeConnections: made });
}

async function readMedia(): Promise<Media> {
  const { madeConnections = [] } = globalThis as unknown as { madeConnections?: RTCPeerConnection[] };
  const media = { framesDecoded: 0, audioEnergy: 0, audioPackets: 0 };
  for (const connection of madeConnections) {
    if (connection.connectionState === "closed") continue;
    for (const report of (await connection.getStats()).values()) {
      if (report.type !== "inbound-rtp") continue;
      media.framesDecoded += report.framesDecoded ?? 0;
      media.audioEnergy += report.totalAudioEnergy ?? 0;
      if (report.kind === "audio") media.audioPackets += report.packetsReceived ?? 0;
    }
  }
  return media;
}
