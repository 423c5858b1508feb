/// <reference lib="dom" />
import { computed, signal } from "@preact/signals";
import type { DeviceReport, SpeakerAnswer } from "../../realtime/core/device_check.ts";
import { judge } from "../../realtime/core/device_verdict.ts";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { MediaWish } from "../lib/media_fallback.ts";
import type { BrowserFacts } from "./browser_kind.ts";
import { checkReport } from "./check_report.ts";
import { DeviceTrial } from "./device_trial.ts";
import type { MediaDoor } from "./media_door.ts";
import { type NetworkDoor, NetworkTrial } from "./network_trial.ts";

/** What the page knows from its address. */
export interface CheckFacts {
  appointmentId: number | null;
  /** Where to go on to. */
  next: string;
}

export const CHECK_STEPS = ["ask", "devices", "speaker", "network", "result"] as const;
export type CheckStep = (typeof CHECK_STEPS)[number];

export type Sending = "not_yet" | "sending" | "sent" | "failed";
export type Playing = "silent" | "playing" | "played" | "failed";

/** What the check needs of the browser and of the server. */
export interface CheckTools {
  media: MediaDoor;
  network: NetworkDoor;
  timers: Timers;
  browser: BrowserFacts;
  now(): number;
  newId(): string;
  /** Plays the test sound on this speaker; resolves at its end. */
  playSound(speaker: string | undefined): Promise<void>;
  send(check: { appointment_id: number | null; client_id: string; report: DeviceReport }): Promise<void>;
  /** Hands a file to the person. */
  save(name: string, text: string): void;
}

/** The check before a visit, step by step. */
export class CheckModel {
  readonly facts: CheckFacts;
  readonly devices = new DeviceTrial();
  readonly network = new NetworkTrial();
  readonly step = signal<CheckStep>("ask");
  readonly browser = signal<BrowserFacts | null>(null);
  readonly speaker = signal<SpeakerAnswer>("not_tried");
  readonly playing = signal<Playing>("silent");
  readonly sending = signal<Sending>("not_yet");
  readonly report = signal<DeviceReport | null>(null);
  readonly judgement = computed(() => this.report.value && judge(this.report.value));
  #tools: CheckTools | null = null;
  /** Names the report, so that one that is sent again is not a second one. */
  #clientId = "";

  constructor(facts: CheckFacts) {
    this.facts = facts;
  }

  connect(tools: CheckTools): void {
    this.#tools = tools;
    this.browser.value = tools.browser;
    this.devices.connect(tools.media, tools.timers);
  }

  /** Asks for the devices, which may be none, and shows what came of it. */
  async ask(wish: MediaWish): Promise<void> {
    if (!this.#tools) return;
    await this.devices.start(wish);
    if (this.devices.asking.value) return;
    if (!wish.audio && !wish.video) return this.toSpeaker();
    this.step.value = "devices";
  }

  /** What there is to hear comes next; nobody is filmed meanwhile. */
  toSpeaker(): void {
    this.devices.stop();
    this.step.value = "speaker";
  }

  async play(): Promise<void> {
    if (!this.#tools || this.playing.value === "playing") return;
    this.playing.value = "playing";
    try {
      await this.#tools.playSound(this.devices.chosen.value.speaker);
      this.playing.value = "played";
    } catch {
      this.playing.value = "failed";
    }
  }

  /** What the person says of the sound; who has not heard it gets help first. */
  async answer(heard: boolean): Promise<void> {
    this.speaker.value = heard ? "heard" : "not_heard";
    if (heard) await this.toNetwork();
  }

  /** Tries the network, then tells the clinic what was found. */
  async toNetwork(): Promise<void> {
    const tools = this.#tools;
    if (!tools) return;
    this.step.value = "network";
    await this.network.run(tools.network);
    if (this.step.value !== "network") return;
    await this.#conclude(tools);
  }

  /** From the beginning. */
  again(): void {
    this.devices.stop();
    this.step.value = "ask";
    this.speaker.value = "not_tried";
    this.playing.value = "silent";
    this.sending.value = "not_yet";
    this.report.value = null;
    this.devices.heard.value = false;
    this.devices.unplugged.value = null;
  }

  /** Tells the clinic; the same report any number of times is one. */
  async send(): Promise<void> {
    const report = this.report.value;
    if (!report || !this.#tools || this.sending.value === "sending" || this.sending.value === "sent") return;
    this.sending.value = "sending";
    try {
      await this.#tools.send({
        appointment_id: this.facts.appointmentId,
        client_id: this.#clientId,
        report,
      });
      if (this.report.value === report) this.sending.value = "sent";
    } catch {
      if (this.report.value === report) this.sending.value = "failed";
    }
  }

  /** Gives the report to the person as a file. */
  download(): void {
    const report = this.report.value;
    if (!report) return;
    const day = report.taken_at.slice(0, 16).replaceAll(":", "-");
    this.#tools?.save(
      `carewire-check-${day}.json`,
      JSON.stringify({ ...this.judgement.value, report }, null, 2),
    );
  }

  async #conclude(tools: CheckTools): Promise<void> {
    const { devices, network } = this;
    const [camera, microphone] = await Promise.all([
      tools.media.permission("video"),
      tools.media.permission("audio"),
    ]);
    this.#clientId = tools.newId();
    this.report.value = checkReport({
      now: tools.now(),
      browser: tools.browser.inApp === null
        ? tools.browser.label
        : `${tools.browser.label}, inside ${tools.browser.inApp || "another app"}`,
      camera: devices.video.value,
      microphone: { ...devices.audio.value, heard: devices.heard.value },
      speaker: this.speaker.value,
      permissions: { camera, microphone },
      devices: devices.devices.value,
      chosen: devices.used,
      serverMs: network.serverMs.value,
      relays: network.paths,
    });
    this.step.value = "result";
    await this.send();
  }
}
