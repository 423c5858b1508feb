/// <reference lib="dom" />
import type { MediaWish } from "../../islands/lib/media_fallback.ts";
import type { ChosenDevices, DeviceKind, ListedDevice, MediaDoor } from "../../islands/models/media_door.ts";
import type { PermissionWord } from "../../realtime/core/device_check.ts";

/** A track that tests end, unplug and ask for its device. */
export class FakeTrack {
  readyState: "live" | "ended" = "live";
  onended: (() => void) | null = null;

  constructor(readonly kind: DeviceKind, readonly deviceId: string) {}

  stop(): void {
    this.readyState = "ended";
  }

  /** As the browser does when its device goes away. */
  unplug(): void {
    this.readyState = "ended";
    this.onended?.();
  }

  getSettings() {
    return { deviceId: this.deviceId };
  }
}

/** Devices that do what a test says. */
export class FakeMediaDoor implements MediaDoor {
  lacking: MediaDoor["lacking"] = null;
  /** What opening a kind rejects with. */
  readonly faults: Partial<Record<DeviceKind, DOMException>> = {};
  readonly permissions: Record<DeviceKind, PermissionWord> = { audio: "granted", video: "granted" };
  readonly asked: MediaWish[] = [];
  readonly opened: FakeTrack[] = [];
  readonly remembered: ChosenDevices = {};
  listed: ListedDevice[] = [];
  loudness = 0;
  openMeters = 0;
  #changed = () => {};

  /** Those that are open now. */
  get live(): FakeTrack[] {
    return this.opened.filter((one) => one.readyState === "live");
  }

  open(wish: MediaWish, choice: ChosenDevices): Promise<MediaStream> {
    this.asked.push({ audio: wish.audio, video: wish.video });
    const kinds = (["audio", "video"] as const).filter((kind) => wish[kind]);
    const fault = kinds.map((kind) => this.faults[kind]).find(Boolean);
    if (fault) return Promise.reject(fault);
    const tracks = kinds.map((kind) => new FakeTrack(kind, choice[kind] ?? `usual ${kind}`));
    this.opened.push(...tracks);
    return Promise.resolve(streamOf(tracks));
  }

  join(streams: readonly MediaStream[]): MediaStream {
    return streamOf(streams.flatMap((one) => one.getTracks() as unknown as FakeTrack[]));
  }

  list(): Promise<ListedDevice[]> {
    return Promise.resolve(this.listed);
  }

  permission(kind: DeviceKind): Promise<PermissionWord> {
    return Promise.resolve(this.permissions[kind]);
  }

  meter() {
    this.openMeters++;
    return { level: () => this.loudness, close: () => void this.openMeters-- };
  }

  watch(run: () => void): void {
    this.#changed = run;
  }

  /** A device came or went. */
  change(devices: ListedDevice[]): void {
    this.listed = devices;
    this.#changed();
  }

  chosen(): ChosenDevices {
    return { ...this.remembered };
  }

  remember(change: ChosenDevices): void {
    Object.assign(this.remembered, change);
  }
}

function streamOf(tracks: FakeTrack[]): MediaStream {
  const of = (kind: DeviceKind) => tracks.filter((one) => one.kind === kind);
  const stream = {
    getTracks: () => tracks,
    getAudioTracks: () => of("audio"),
    getVideoTracks: () => of("video"),
  };
  return stream as unknown as MediaStream;
}
