/// <reference lib="dom" />
import { batch, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { CallManager } from "../lib/call_manager.ts";
import type { CallSnapshot } from "../lib/call_snapshot.ts";
import type { Shelf } from "../shelf.ts";
import { rememberDevices, rememberedDevices } from "./device_memory.ts";

export type DeviceKind = "camera" | "microphone" | "speaker";

/** A device as the browser lists it; one without a name is drawn with a number. */
export interface ListedDevice {
  id: string;
  name: string;
}

/** A device that went away in the middle of the visit, and what is used in its place. */
export interface ReplacedDevice {
  kind: DeviceKind;
  /** Empty where the browser does not tell. */
  name: string;
}

export interface DeviceMenuDeps {
  media: Pick<MediaDevices, "enumerateDevices" | "addEventListener" | "removeEventListener">;
  calls: Pick<CallManager, "switchDevice" | "turnCamera">;
  snapshot: ReadonlySignal<CallSnapshot | null>;
  /** Lets the other side be heard from this device, "" from the browser's own; null where browsers can't choose. */
  setSpeaker: ((id: string) => Promise<void>) | null;
  shelf: Pick<Shelf, "get" | "put">;
}

const KINDS: Readonly<Record<MediaDeviceKind, DeviceKind>> = {
  videoinput: "camera",
  audioinput: "microphone",
  audiooutput: "speaker",
};

/** Cameras, microphones and loudspeakers to choose from, as they come and go. */
export class DeviceMenu {
  readonly devices = signal<Readonly<Record<DeviceKind, readonly ListedDevice[]>>>({
    camera: [],
    microphone: [],
    speaker: [],
  });
  /** What is in use; empty where the browser does not tell. */
  readonly used = signal<Readonly<Record<DeviceKind, string>>>({ camera: "", microphone: "", speaker: "" });
  /** Whether the camera can be turned from the front of a phone to its back. */
  readonly canTurn = signal(false);
  /** Whether the camera looks away from the person, whose picture is no mirror then. */
  readonly looksAway = signal(false);
  /** The device that could not be started. */
  readonly failed = signal<DeviceKind | null>(null);
  readonly replaced = signal<ReplacedDevice | null>(null);
  readonly #deps: DeviceMenuDeps;
  readonly #seen = new WeakSet<MediaStreamTrack>();
  readonly #release: () => void;
  #lost: "camera" | "microphone" | null = null;

  constructor(deps: DeviceMenuDeps) {
    this.#deps = deps;
    const listed = () => void this.refresh();
    deps.media.addEventListener("devicechange", listed);
    const stop = effect(() => this.#look(deps.snapshot.value));
    this.#release = () => {
      deps.media.removeEventListener("devicechange", listed);
      stop();
    };
    const { speaker } = rememberedDevices(deps.shelf);
    if (speaker) void this.#speakFrom(speaker).catch(() => {});
    listed();
  }

  /** Reads the list anew. */
  async refresh(): Promise<void> {
    const found = await this.#deps.media.enumerateDevices().catch(() => []);
    const devices: Record<DeviceKind, ListedDevice[]> = { camera: [], microphone: [], speaker: [] };
    for (const { kind, deviceId, label } of found) {
      if (deviceId) devices[KINDS[kind]].push({ id: deviceId, name: label });
    }
    if (!this.#deps.setSpeaker) devices.speaker = [];
    const { speaker } = this.used.peek();
    this.devices.value = devices;
    this.#look(this.#deps.snapshot.peek());
    if (speaker === "" || devices.speaker.some(({ id }) => id === speaker)) return;
    await this.#speakFrom("").catch(() => {});
    this.replaced.value = { kind: "speaker", name: "" };
  }

  /** Uses this device from now on, and in the next visits. */
  async choose(kind: DeviceKind, id: string): Promise<void> {
    const { calls, shelf } = this.#deps;
    const done = await this.#attempt(kind, () => {
      if (kind === "speaker") return this.#speakFrom(id);
      return calls.switchDevice(kind === "camera" ? "video" : "audio", id);
    });
    if (done) rememberDevices(shelf, { [kind]: id });
  }

  /** Turns to the other camera of a phone, for this visit only: the next one begins with a face. */
  async turn(): Promise<void> {
    await this.#attempt("camera", () => this.#deps.calls.turnCamera());
  }

  [Symbol.dispose](): void {
    this.#release();
  }

  async #attempt(kind: DeviceKind, run: () => Promise<void>): Promise<boolean> {
    this.failed.value = null;
    this.replaced.value = null;
    try {
      await run();
      return true;
    } catch {
      this.failed.value = kind;
      return false;
    }
  }

  async #speakFrom(id: string): Promise<void> {
    await this.#deps.setSpeaker?.(id);
    this.used.value = { ...this.used.peek(), speaker: id };
  }

  #look(snapshot: CallSnapshot | null): void {
    const { camera = null, microphone = null } = snapshot ?? {};
    this.#guard("camera", camera);
    this.#guard("microphone", microphone);
    const facing = camera?.getSettings().facingMode;
    batch(() => {
      const { speaker } = this.used.peek();
      this.used.value = { camera: deviceOf(camera), microphone: deviceOf(microphone), speaker };
      this.canTurn.value = facing !== undefined && this.devices.peek().camera.length > 1;
      this.looksAway.value = facing === "environment";
      const instead = this.#lost === "camera" ? camera : microphone;
      if (!this.#lost || instead?.readyState !== "live") return;
      this.replaced.value = { kind: this.#lost, name: instead.label };
      this.#lost = null;
    });
  }

  /** A browser ends a track by itself only when its device has gone. */
  #guard(kind: "camera" | "microphone", track: MediaStreamTrack | null): void {
    if (!track || this.#seen.has(track)) return;
    this.#seen.add(track);
    track.addEventListener("ended", () => this.#lost = kind);
  }
}

function deviceOf(track: MediaStreamTrack | null): string {
  return track?.getSettings().deviceId ?? "";
}
