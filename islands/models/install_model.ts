import { type Signal, signal } from "@preact/signals";

/** How this page gets to the home screen: it is there, by a button, or by the browser's own menu. */
export type InstallWay = "unknown" | "installed" | "button" | "ios" | "menu";

/** The browser's own question, which it hands out once. */
export interface InstallPrompt {
  prompt(): Promise<unknown>;
  userChoice: Promise<{ outcome: "accepted" | "dismissed" }>;
}

/** The entry for the home screen. */
export class InstallModel {
  readonly way: Signal<InstallWay> = signal("unknown");
  #prompt: InstallPrompt | null = null;

  /** How things stand when the page is opened. */
  begin({ isInstalled, isApple }: { isInstalled: boolean; isApple: boolean }): void {
    if (this.way.value !== "unknown") return;
    this.way.value = isInstalled ? "installed" : isApple ? "ios" : "menu";
  }

  /** The browser would ask, when it is told to. */
  offered(prompt: InstallPrompt): void {
    this.#prompt = prompt;
    this.way.value = "button";
  }

  installed(): void {
    this.#prompt = null;
    this.way.value = "installed";
  }

  async install(): Promise<void> {
    const prompt = this.#prompt;
    if (!prompt) return;
    this.#prompt = null;
    await prompt.prompt();
    const { outcome } = await prompt.userChoice;
    // The question can be asked once; after a no the menu is left.
    this.way.value = outcome === "accepted" ? "installed" : "menu";
  }
}
