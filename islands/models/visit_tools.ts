/// <reference lib="dom" />
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { CallManager } from "../lib/call_manager.ts";
import type { DeviceMenu } from "./device_menu.ts";
import type { MicrophoneHint } from "./microphone_watch.ts";
import { isWeak, type NetworkCause, networkCause } from "./network_cause.ts";
import type { VisitModel } from "./visit_model.ts";
import { peerShows } from "./visit_pictures.ts";

/** How long a weak connection lasts before the person is advised, in milliseconds: two windows of measuring. */
const ADVICE_AFTER_MS = 10_000;

/** Which picture is the large one. */
export type LargePicture = "peer" | "own";

export interface VisitToolsDeps {
  visit: VisitModel;
  calls: Pick<CallManager, "setSoundOnly" | "tellPoor">;
  devices: DeviceMenu;
  timers: Timers;
}

/** What a person may arrange during a visit, and what they are told about it. */
export class VisitTools {
  readonly visit: VisitModel;
  readonly devices: DeviceMenu;
  readonly cause: ReadonlySignal<NetworkCause | null>;
  /** A weak connection that has lasted, until the person has seen enough of it. */
  readonly advice = signal<NetworkCause | null>(null);
  readonly microphone = signal<MicrophoneHint>(null);
  readonly selfHidden = signal(false);
  readonly mirrored = signal(true);
  readonly large = signal<LargePicture>("peer");
  /** What the pictures' style needs to know. */
  readonly look: ReadonlySignal<Readonly<Record<`data-${string}`, string>>>;
  /** The other side has asked for sound only, and the person has not waved that away. */
  readonly peerSoundOnlyNews = signal(false);
  readonly #calls: VisitToolsDeps["calls"];
  readonly #silentDismissed = signal(false);
  readonly #release: (() => void)[];

  constructor({ visit, calls, devices, timers }: VisitToolsDeps) {
    this.visit = visit;
    this.devices = devices;
    this.#calls = calls;
    this.cause = computed(() => this.#cause());
    this.look = computed(() => ({
      "data-self": this.selfHidden.value ? "hidden" : "shown",
      "data-mirror": this.mirrored.value && !devices.looksAway.value ? "on" : "off",
      "data-large": this.large.value,
    }));
    this.#release = [
      effect(() => calls.tellPoor(visit.quality.value === "poor")),
      effect(() => this.#advise(timers)),
      effect(() => {
        this.peerSoundOnlyNews.value = this.#peerSoundOnly.value;
      }),
      // A screen that begins to be shown is what both want to see.
      effect(() => {
        if (this.#peerShares.value) this.large.value = "peer";
      }),
    ];
  }

  /** What to say about the microphone: only while there is somebody to be heard by, and it is not switched off. */
  readonly microphoneHint: ReadonlySignal<MicrophoneHint> = computed(() => {
    const hint = this.visit.stage.value === "connected" ? this.microphone.value : null;
    return hint === "silent" && this.#silentDismissed.value ? null : hint;
  });

  /** Whether neither side's camera is sent because this side wants it so. */
  get soundOnly(): boolean {
    return this.visit.snapshot.value?.soundOnly ?? false;
  }

  setSoundOnly(on: boolean): void {
    this.advice.value = null;
    void this.#calls.setSoundOnly(on).catch(() => {});
  }

  /** Makes the small picture the large one. */
  swap(): void {
    this.large.value = this.large.value === "peer" ? "own" : "peer";
    this.selfHidden.value = false;
  }

  hideSelf(hidden: boolean): void {
    this.selfHidden.value = hidden;
    if (hidden) this.large.value = "peer";
  }

  /** Takes what was heard of the microphone. A silence that was waved away is told again only after a sound. */
  hear(hint: MicrophoneHint): void {
    this.microphone.value = hint;
    if (hint !== "silent") this.#silentDismissed.value = false;
  }

  dismissSilent(): void {
    this.#silentDismissed.value = true;
  }

  dismissAdvice(): void {
    this.advice.value = null;
  }

  [Symbol.dispose](): void {
    for (const release of this.#release.splice(0)) release();
    this.devices[Symbol.dispose]();
  }

  readonly #peerSoundOnly = computed(() => this.visit.snapshot.value?.peer?.wantsVideo === false);
  readonly #peerShares = computed(() => peerShows(this.visit.snapshot.value) === "screen");

  #cause(): NetworkCause | null {
    const { snapshot, quality, connection, stage } = this.visit;
    if (stage.value !== "connected") return null;
    return networkCause({
      here: quality.value,
      poorThere: snapshot.value?.peer?.poor === true,
      serverReached: connection.value.name === "open",
      soundOnly: this.soundOnly,
      peerSoundOnly: this.#peerSoundOnly.value,
    });
  }

  #advise(timers: Timers): (() => void) | void {
    const cause = this.cause.value;
    this.advice.value = null;
    if (isWeak(cause)) return timers.set(() => this.advice.value = cause, ADVICE_AFTER_MS);
  }
}
