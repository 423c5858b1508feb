/// <reference lib="dom" />
import type { Browser, Page } from "playwright-core";
import { VisitWindow } from "./visit_window.ts";

/** How a page's browser is to behave, kept in its tab over reloads. */
export interface Pretence {
  /** What `getUserMedia` rejects with, for these kinds; a browser can't be made to fail so in any other way. */
  fail?: { name: string; message?: string; kinds?: ("audio" | "video")[] };
  /** No devices at all, as in old browsers or, with `insecure`, on pages without https. */
  lacks?: "devices" | "insecure";
  userAgent?: string;
}

/** A window of somebody signed in, at the check. */
export class CheckWindow {
  readonly window: VisitWindow;

  private constructor(window: VisitWindow) {
    this.window = window;
  }

  static async open(
    browser: Browser,
    origin: string,
    viewport?: { width: number; height: number },
  ): Promise<CheckWindow> {
    const window = await VisitWindow.open(browser, origin, "patient@demo.test", viewport);
    await window.context.addInitScript(pretend);
    return new CheckWindow(window);
  }

  get page(): Page {
    return this.window.page;
  }

  /** Begins a check in a browser that behaves so. */
  async begin(pretence: Pretence = {}, path = "/check"): Promise<void> {
    await this.page.evaluate((text) => sessionStorage.setItem("pretence", text), JSON.stringify(pretence));
    await this.page.goto(path);
    await this.window.isAlive("check");
  }

  press(name: string | RegExp): Promise<void> {
    return this.window.press(name);
  }

  sees(text: string | RegExp, timeout?: number): Promise<void> {
    return this.window.sees(text, timeout);
  }

  /** From the devices to the result, having heard the sound. */
  async finish(): Promise<void> {
    await this.press("Play the sound");
    await this.press("Yes");
    await this.sees("Your clinic can see this result.", 90_000);
  }

  /** The newest check that the clinic has of this person. */
  async told() {
    const { appointments } = await (await this.page.request.get("/api/appointments")).json();
    const path = `/api/appointments/${appointments[0].id}/device-checks`;
    return (await (await this.page.request.get(path)).json()).device_checks[0];
  }
}

/** Runs in the page before its own scripts. */
function pretend(): void {
  const { fail, lacks, userAgent }: Pretence = JSON.parse(sessionStorage.getItem("pretence") ?? "{}");
  if (userAgent) Object.defineProperty(navigator, "userAgent", { value: userAgent });
  if (lacks) Object.defineProperty(navigator, "mediaDevices", { value: undefined });
  if (lacks === "insecure") Object.defineProperty(globalThis, "isSecureContext", { value: false });
  if (!fail || !navigator.mediaDevices) return;
  const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = (wish = {}) => {
    const kinds = fail.kinds ?? ["audio", "video"];
    return kinds.some((kind) => wish[kind])
      ? Promise.reject(new DOMException(fail.message ?? "", fail.name))
      : open(wish);
  };
}
