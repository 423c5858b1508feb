import type { WebRTCClient } from "./webrtc_client.ts";

/** Sound alone, to save bandwidth: one's own camera rests meanwhile, and comes back if it was on before. */
export class SoundOnly {
  readonly #client: Pick<WebRTCClient, "videoEnabled" | "setVideoEnabled">;
  #on = false;
  #camera = true;

  constructor(client: Pick<WebRTCClient, "videoEnabled" | "setVideoEnabled">) {
    this.#client = client;
  }

  get isOn(): boolean {
    return this.#on;
  }

  /** Whether the camera is on, or will be when this ends. */
  get camera(): boolean {
    return this.#on ? this.#camera : this.#client.videoEnabled;
  }

  /** It was on before the page was reloaded; `camera` as it was then. */
  resume(camera: boolean): void {
    this.#on = true;
    this.#camera = camera;
  }

  /** Begins or ends; `camera` is how the camera shall be afterwards. */
  async set(on: boolean, camera = this.camera): Promise<void> {
    this.#camera = camera;
    this.#on = on;
    await this.#client.setVideoEnabled(camera && !on);
  }
}
