/// <reference lib="dom" />
import { acquireMedia, type DeviceChoice } from "./acquire_media.ts";
import type { MediaWish } from "./media_fallback.ts";
import type { MediaKind, OutgoingTracks } from "./track_binding.ts";

export interface LocalMediaTools {
  devices: MediaDevices | undefined;
  /** The devices to begin with; others take their place where they are gone. */
  choice?: DeviceChoice;
  /** What is sent of this kind has changed: another track, or none. */
  onTrack(kind: MediaKind): void;
  /** Something that people should see has changed. */
  onChange(): void;
}

/**
 * Our own camera, microphone and screen. A switched-off camera is released, so its light goes out; a muted
 * microphone stays open and silent, so it is back at once. After close() nothing stays open, whatever was
 * still being asked for.
 */
export class LocalMedia {
  readonly #tools: LocalMediaTools;
  readonly stream = new MediaStream();
  readonly #missing = { audio: false, video: false };
  #choice: DeviceChoice;
  #screen: MediaStreamTrack | null = null;
  #muted = false;
  #heldBack = false;
  #error: string | null = null;
  #closed = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(tools: LocalMediaTools) {
    this.#tools = tools;
    this.#choice = tools.choice ?? {};
  }

  /** Name of the DOMException that kept a wanted device away. */
  get error(): string | null {
    return this.#error;
  }

  get sharesScreen(): boolean {
    return this.#screen !== null;
  }

  /** Whether the person wants to be silent, with or without a microphone. */
  get muted(): boolean {
    return this.#muted;
  }

  get audioEnabled(): boolean {
    return this.#track("audio") !== null && !this.#muted;
  }

  get videoEnabled(): boolean {
    return this.#track("video") !== null;
  }

  /** Whether the camera's picture stays here although the camera is open. */
  get heldBack(): boolean {
    return this.#heldBack;
  }

  get outgoing(): OutgoingTracks {
    const camera = this.#heldBack ? null : this.#track("video");
    return { audio: this.#track("audio"), video: this.#screen ?? camera, stream: this.stream };
  }

  /** Whether a device of this kind is open, or was not found wanting when it was last asked for. */
  has(kind: MediaKind): boolean {
    return !this.#missing[kind];
  }

  /** Opens what is wanted and not open yet. Never rejects; see `error`. */
  open(wish: MediaWish): Promise<void> {
    return this.#turn(async () => {
      const lacking = {
        audio: wish.audio && !this.#track("audio"),
        video: wish.video && !this.#track("video"),
      };
      if (!lacking.audio && !lacking.video) return;
      const { tracks, error } = await acquireMedia(this.#tools.devices, lacking, this.#choice);
      for (const kind of ["audio", "video"] as const) {
        if (lacking[kind]) this.#missing[kind] = !tracks.some((one) => one.kind === kind);
      }
      this.#error = error;
      for (const track of tracks) this.#adopt(track);
      this.#tools.onChange();
    });
  }

  /** Mutes or opens the microphone; answers whether it is open now. */
  setAudioEnabled(on: boolean): boolean {
    this.#muted = !on;
    const track = this.#track("audio");
    if (track) track.enabled = on;
    this.#tools.onChange();
    return this.audioEnabled;
  }

  /** Opens or releases the camera; answers whether it is open now. */
  async setVideoEnabled(on: boolean): Promise<boolean> {
    if (on) await this.open({ audio: false, video: true });
    else await this.#turn(() => Promise.resolve(this.#dropTrack("video")));
    return this.videoEnabled;
  }

  /** Keeps the camera's picture here, or sends it again; a shared screen is sent in any case. */
  holdBack(held: boolean): void {
    if (this.#heldBack === held) return;
    this.#heldBack = held;
    this.#sent("video");
  }

  /** Changes to another camera or microphone. Rejects with the browser's DOMException; the old one goes on then. */
  switchDevice(kind: MediaKind, deviceId: string): Promise<void> {
    return this.#switch(kind, { [kind]: deviceId });
  }

  /** Changes from the camera that looks at the person to the one that looks away, and back; else as `switchDevice`. */
  turnCamera(): Promise<void> {
    const facing = this.#track("video")?.getSettings().facingMode === "environment" ? "user" : "environment";
    return this.#switch("video", { facing });
  }

  /** Sends the screen in the camera's place. Rejects with NotAllowedError when the person thinks better of it. */
  async shareScreen(): Promise<void> {
    const options = { video: { frameRate: { ideal: 15, max: 30 } }, audio: false };
    const shared = await this.#tools.devices?.getDisplayMedia(options);
    const [track] = shared?.getVideoTracks() ?? [];
    if (!track) throw new DOMException("Cannot share a screen here", "NotSupportedError");
    if (this.#closed) return track.stop();
    this.#screen?.stop();
    this.#screen = track;
    track.contentHint = "detail";
    track.onended = () => this.#screen === track && this.stopScreen();
    this.#sent("video");
  }

  stopScreen(): void {
    if (!this.#screen) return;
    this.#screen.stop();
    this.#screen = null;
    this.#sent("video");
  }

  close(): void {
    this.#closed = true;
    this.#screen?.stop();
    this.#screen = null;
    for (const track of this.stream.getTracks()) this.#release(track);
  }

  #switch(kind: MediaKind, choice: DeviceChoice): Promise<void> {
    return this.#turn(async () => {
      const wish = { audio: kind === "audio", video: kind === "video" };
      const open = () => acquireMedia(this.#tools.devices, wish, choice, true);
      let { tracks: [track], error } = await open();
      if (!track && kind === "video" && error === "NotReadableError" && this.#track(kind)) {
        // Some phones open one camera at a time.
        this.#dropTrack(kind);
        ({ tracks: [track], error } = await open());
      }
      if (track) {
        const { audio, video, facing } = this.#choice;
        this.#choice = kind === "audio" ? { video, facing, ...choice } : { audio, ...choice };
        this.#missing[kind] = false;
        this.#adopt(track);
        return this.#tools.onChange();
      }
      if (!this.#track(kind)) void this.open(wish);
      throw new DOMException(`Cannot open the ${kind} device`, error ?? "NotFoundError");
    });
  }

  #track(kind: MediaKind): MediaStreamTrack | null {
    return this.stream.getTracks().find((one) => one.kind === kind) ?? null;
  }

  #adopt(track: MediaStreamTrack): void {
    if (this.#closed) return track.stop();
    const kind = track.kind === "audio" ? "audio" : "video";
    const before = this.#track(kind);
    if (kind === "audio") track.enabled = !this.#muted;
    track.onended = () => void this.#onUnplugged(kind);
    this.stream.addTrack(track);
    if (before) this.#release(before);
    this.#tools.onTrack(kind);
  }

  #dropTrack(kind: MediaKind): void {
    const track = this.#track(kind);
    if (!track) return;
    this.#release(track);
    this.#sent(kind);
  }

  #release(track: MediaStreamTrack): void {
    track.onended = null;
    track.stop();
    this.stream.removeTrack(track);
  }

  /** The device is gone; another one takes over if there is one. */
  async #onUnplugged(kind: MediaKind): Promise<void> {
    this.#choice = { ...this.#choice, [kind]: undefined };
    this.#dropTrack(kind);
    await this.open({ audio: kind === "audio", video: kind === "video" });
  }

  #sent(kind: MediaKind): void {
    if (this.#closed) return;
    this.#tools.onTrack(kind);
    this.#tools.onChange();
  }

  /** One opening or closing of devices after the other. */
  #turn<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#last.then(run);
    this.#last = done.catch(() => {});
    return done;
  }
}
