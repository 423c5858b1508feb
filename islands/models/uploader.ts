import type { Signal } from "@preact/signals";
import type { Timers } from "../../realtime/ports/clock.ts";

/** Waits before an upload is tried again after a failure that may pass, in milliseconds; the last repeats. */
export const UPLOAD_RETRY_MS = [3_000, 6_000, 12_000, 30_000] as const;
/** Failures that may pass by themselves; after any other the person decides. */
const PASSING: readonly string[] = ["unavailable", "rate_limited", "timeout"];

/** How far the upload of one file has come. One that is done has no state any more. */
export type UploadState =
  | { name: "waiting" }
  | { name: "uploading"; percent: number }
  | { name: "failed"; code: string };

/** A file on its way to the server. */
export interface PendingUpload {
  /** Sent along, so that a repetition makes no second attachment. */
  clientId: string;
  name: string;
  bytes: Blob;
}

/** What came of an upload: the attachment's id, or the code of the refusal; "unavailable" without an answer. */
export type UploadResult = { ok: true; attachmentId: string } | { ok: false; code: string };

export interface UploaderDeps {
  /** Where the states are shown, by client id; filled by the uploader alone. */
  uploads: Signal<ReadonlyMap<string, UploadState>>;
  timers: Timers;
  /** Uploads one file. Never rejects. */
  upload: (
    file: PendingUpload,
    progress: (sent: number) => void,
    signal: AbortSignal,
  ) => Promise<UploadResult>;
  uploaded: (clientId: string, attachmentId: string) => void;
  failed: (clientId: string, code: string) => void;
}

/** Uploads files one after the other, and again under the same client id for as long as that can help. */
export class Uploader {
  #deps: UploaderDeps;
  #files = new Map<string, PendingUpload>();
  #running: { clientId: string; abort: AbortController } | undefined;
  #cancelRetry: (() => void) | undefined;
  #failures = 0;
  #closed = false;

  constructor(deps: UploaderDeps) {
    this.#deps = deps;
  }

  add(file: PendingUpload): void {
    this.#files.set(file.clientId, file);
    this.#show(file.clientId, { name: "waiting" });
    this.#next();
  }

  /** Whether this page has the bytes of a file that is not up yet. */
  has(clientId: string): boolean {
    return this.#files.has(clientId);
  }

  /** Tries a file again that the server refused. */
  retry(clientId: string): void {
    if (!this.#files.has(clientId) || this.#running?.clientId === clientId) return;
    this.#show(clientId, { name: "waiting" });
    this.resume();
  }

  /** Gives a file up, wherever it is. */
  cancel(clientId: string): void {
    this.#forget(clientId);
    if (this.#running?.clientId !== clientId) return;
    this.#running.abort.abort();
    this.#running = undefined;
    this.#next();
  }

  /** Goes on at once, because the connection is back. */
  resume(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    this.#next();
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#cancelRetry?.();
    this.#running?.abort.abort();
  }

  #next(): void {
    if (this.#closed || this.#running || this.#cancelRetry) return;
    const { uploads } = this.#deps;
    const file = [...this.#files.values()].find((one) => uploads.value.get(one.clientId)?.name === "waiting");
    if (!file) return;
    const running = { clientId: file.clientId, abort: new AbortController() };
    this.#running = running;
    this.#show(file.clientId, { name: "uploading", percent: 0 });
    const progress = (sent: number) => this.#running === running && this.#progress(file, sent);
    void this.#deps.upload(file, progress, running.abort.signal).then((result) => {
      // Given up meanwhile.
      if (this.#running !== running) return;
      if (result.ok) this.#done(file.clientId, result.attachmentId);
      else this.#refused(file.clientId, result.code);
    });
  }

  /** In whole percent, so that not every packet is drawn. 100 is left to the server's answer. */
  #progress(file: PendingUpload, sent: number): void {
    const percent = Math.min(99, Math.floor(100 * sent / Math.max(1, file.bytes.size)));
    const state = this.#deps.uploads.value.get(file.clientId);
    if (state?.name === "uploading" && state.percent !== percent) {
      this.#show(file.clientId, { name: "uploading", percent });
    }
  }

  #done(clientId: string, attachmentId: string): void {
    this.#running = undefined;
    this.#failures = 0;
    this.#forget(clientId);
    this.#deps.uploaded(clientId, attachmentId);
    this.#next();
  }

  #refused(clientId: string, code: string): void {
    this.#running = undefined;
    if (this.#closed) return;
    if (!PASSING.includes(code)) {
      this.#show(clientId, { name: "failed", code });
      this.#deps.failed(clientId, code);
      return this.#next();
    }
    this.#show(clientId, { name: "waiting" });
    const wait = UPLOAD_RETRY_MS[Math.min(this.#failures++, UPLOAD_RETRY_MS.length - 1)] ?? 0;
    this.#cancelRetry = this.#deps.timers.set(() => this.resume(), wait);
  }

  #show(clientId: string, state: UploadState): void {
    const { uploads } = this.#deps;
    uploads.value = new Map(uploads.value).set(clientId, state);
  }

  #forget(clientId: string): void {
    this.#files.delete(clientId);
    const { uploads } = this.#deps;
    const rest = new Map(uploads.value);
    if (rest.delete(clientId)) uploads.value = rest;
  }
}
