/// <reference lib="dom" />
import { type Signal, signal } from "@preact/signals";
import type { Timers } from "../../realtime/ports/clock.ts";
import type { LevelMeter } from "../level_meter.ts";
import type { MediaWish } from "../lib/media_fallback.ts";
import type { ChosenDevices, DeviceKind, ListedDevice, MediaDoor, Tried } from "./media_door.ts";
import { tryDevices } from "./try_devices.ts";

/** How often the loudness is read, in milliseconds. */
const LEVEL_EVERY_MS = 100;
/** What is shown falls this slowly, so that eyes can follow. */
const FALL = 0.8;
/** Louder than a quiet room. */
const HEARD_LEVEL = 0.04;

const NOT_TRIED: Tried = { state: "off", trouble: null, error: null };

/** Camera and microphone as they are tried: opened, seen, heard, changed, unplugged. */
export class DeviceTrial {
  readonly stream: Signal<MediaStream | null> = signal(null);
  readonly audio: Signal<Tried> = signal(NOT_TRIED);
  readonly video: Signal<Tried> = signal(NOT_TRIED);
  /** Whether the browser is asking the person right now. */
  readonly asking = signal(false);
  /** From 0 to 1. */
  readonly level = signal(0);
  /** Whether anything was loud enough so far. */
  readonly heard = signal(false);
  readonly devices: Signal<readonly ListedDevice[]> = signal([]);
  readonly chosen: Signal<ChosenDevices> = signal({});
  /** A device went away while it was in use. */
  readonly unplugged: Signal<DeviceKind | null> = signal(null);
  #wish: MediaWish = { audio: false, video: false };
  #opened: Pick<ChosenDevices, DeviceKind> = {};
  #door: MediaDoor | null = null;
  #timers: Timers | null = null;
  #meter: LevelMeter | null = null;
  #stopTick = () => {};
  #turn = 0;

  /** What is wanted now. */
  get wish(): MediaWish {
    return this.#wish;
  }

  connect(door: MediaDoor, timers: Timers): void {
    this.#door = door;
    this.#timers = timers;
    this.chosen.value = door.chosen();
    door.watch(() => void this.#list());
  }

  /** Opens what is wanted; asks the person where need be. Never rejects. */
  async start(wish: MediaWish): Promise<void> {
    const door = this.#door;
    if (!door) return;
    const turn = ++this.#turn;
    this.#wish = wish;
    this.#close();
    this.#opened = {};
    this.asking.value = true;
    const { stream, audio, video } = await tryDevices(door, wish, this.chosen.value);
    if (turn !== this.#turn) return stopAll(stream);
    this.asking.value = false;
    this.audio.value = audio;
    this.video.value = video;
    this.#follow(stream);
    await this.#list();
  }

  /** Takes another device of a kind, now and in later visits. */
  async choose(kind: DeviceKind | "speaker", deviceId: string): Promise<void> {
    this.chosen.value = { ...this.chosen.value, [kind]: deviceId };
    this.#door?.remember({ [kind]: deviceId });
    this.unplugged.value = null;
    if (kind === "audio") this.heard.value = false;
    if (kind !== "speaker") await this.start(this.#wish);
  }

  /** Lets go of everything, so that the camera's light goes out; what was found stays. */
  stop(): void {
    this.#turn++;
    this.asking.value = false;
    this.#close();
  }

  /** The devices that are open, or were last, and the speaker that was chosen. */
  get used(): ChosenDevices {
    return { speaker: this.chosen.value.speaker, ...this.#opened };
  }

  #follow(stream: MediaStream | null): void {
    if (!stream) return;
    for (const track of stream.getTracks()) {
      const kind = track.kind === "audio" ? "audio" : "video";
      this.#opened[kind] = track.getSettings().deviceId;
      track.onended = () => void this.#onUnplugged(kind);
    }
    this.stream.value = stream;
    if (stream.getAudioTracks().length === 0) return;
    this.#meter = this.#door?.meter(stream) ?? null;
    this.#tick();
  }

  #tick(): void {
    const loudness = this.#meter?.level() ?? 0;
    if (loudness > HEARD_LEVEL) this.heard.value = true;
    this.level.value = Math.max(loudness, this.level.value * FALL);
    this.#stopTick = this.#timers?.set(() => this.#tick(), LEVEL_EVERY_MS) ?? (() => {});
  }

  async #onUnplugged(kind: DeviceKind): Promise<void> {
    this.unplugged.value = kind;
    if (kind === "audio") this.heard.value = false;
    await this.start(this.#wish);
  }

  async #list(): Promise<void> {
    this.devices.value = await this.#door?.list().catch(() => []) ?? [];
  }

  #close(): void {
    this.#stopTick();
    this.#meter?.close();
    this.#meter = null;
    this.level.value = 0;
    stopAll(this.stream.value);
    this.stream.value = null;
  }
}

function stopAll(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) {
    track.onended = null;
    track.stop();
  }
}
