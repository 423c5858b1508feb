/// <reference lib="dom" />
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import type { AttachmentObject, MessageObject, UserObject } from "../../realtime/core/objects.ts";
import type { Clock, Timers } from "../../realtime/ports/clock.ts";
import { AttachmentWatch, type AttachmentWatchDeps } from "./attachment_watch.ts";
import { type Addresses, FilePreviews, VOICE_PREVIEW } from "./file_previews.ts";
import { FileTray } from "./file_tray.ts";
import type { UnsentFile, UnsentMessage } from "./outbox.ts";
import { type PendingUpload, Uploader, type UploaderDeps } from "./uploader.ts";
import { type Recording, VoiceRecorder } from "./voice_recorder.ts";

/** The conversation that the files belong to. */
export interface FilesChat {
  me: Pick<UserObject, "role">;
  fileBytesMax: number;
  othersNames: string;
  log: ReadonlySignal<{ messages: readonly MessageObject[] }>;
  unsent: ReadonlySignal<readonly UnsentMessage[]>;
  online: ReadonlySignal<boolean>;
  uploads: UploaderDeps["uploads"];
  previews: Signal<ReadonlyMap<string, string>>;
  found: AttachmentWatchDeps["found"];
  /** Whether so much waits unsent that nothing more is taken. */
  isFull: boolean;
  enqueue(message: Pick<UnsentMessage, "messageType" | "body" | "files">): boolean;
  changeUnsent(clientId: string, changes: Pick<UnsentMessage, "files">): void;
  discard(clientId: string): void;
}

/** What comes with the files of a conversation once they are loaded: the model and how it is drawn. */
export interface ChatFilesPart {
  files: ChatFiles;
  Panel: ComponentType<{ files: ChatFiles }>;
}

export interface ChatFilesDeps {
  /** Measures recordings, so it must never jump. */
  stopwatch: Clock;
  timers: Timers;
  newId: () => string;
  upload: UploaderDeps["upload"];
  read: AttachmentWatchDeps["read"];
  /** Takes an uploaded file back that no message will name. */
  withdraw: (attachmentId: string) => void;
  microphone: () => Promise<Recording>;
  /** Whether somebody in a call hears what is recorded. */
  heard?: ReadonlySignal<boolean>;
  addresses: Addresses;
}

/** Something that has happened to a file, to be said in words. */
export type FileNews =
  | { kind: "uploading"; count: number }
  | { kind: "uploaded"; name: string }
  | { kind: "failed"; name: string; code: string };

/** Files, voice notes and papers of one conversation: choosing, recording, uploading, looking at them. */
export class ChatFiles {
  readonly tray: FileTray;
  readonly recorder: VoiceRecorder;
  readonly news = signal<FileNews | null>(null);
  /** The picture that is shown large. */
  readonly viewed = signal<AttachmentObject | null>(null);
  /** Whether leaving the page would lose something. */
  readonly holds: ReadonlySignal<boolean>;
  /** Where the recorded voice note can be listened to. */
  readonly listen: ReadonlySignal<string | null>;
  readonly chat: FilesChat;
  /** Whether somebody in a call hears what is recorded. */
  readonly heard: ReadonlySignal<boolean>;
  #deps: ChatFilesDeps;
  #uploader: Uploader;
  #watch: AttachmentWatch;
  #release: (() => void)[];

  constructor(chat: FilesChat, deps: ChatFilesDeps) {
    this.chat = chat;
    this.#deps = deps;
    this.heard = deps.heard ?? signal(false);
    const papers = chat.me.role === "doctor";
    this.tray = new FileTray({ newId: deps.newId, bytesMax: chat.fileBytesMax, papers });
    this.recorder = new VoiceRecorder({ open: deps.microphone, clock: deps.stopwatch, timers: deps.timers });
    this.#uploader = new Uploader({
      uploads: chat.uploads,
      timers: deps.timers,
      upload: deps.upload,
      uploaded: (clientId, attachmentId) => this.#uploaded(clientId, attachmentId),
      failed: (clientId, code) => this.#tell(clientId, (name) => ({ kind: "failed", name, code })),
    });
    this.#watch = new AttachmentWatch({ found: chat.found, timers: deps.timers, read: deps.read });
    this.holds = computed(() => this.recorder.holds.value || chat.uploads.value.size > 0);
    this.listen = computed(() => chat.previews.value.get(VOICE_PREVIEW) ?? null);
    const previews = new FilePreviews(chat.previews, deps.addresses);
    this.#release = [
      effect(() => this.#watch.follow(chat.log.value.messages)),
      chat.online.subscribe((online) => void (online && this.#uploader.resume())),
      effect(() => previews.keep(this.tray.files.value, this.recorder.state.value, chat.unsent.value)),
      () => previews[Symbol.dispose](),
    ];
  }

  /** Takes files for the next message. */
  add(files: Iterable<File>): void {
    this.tray.add(files);
  }

  /** Sends what is in the tray, with these words beside it. True when it went to the outbox. */
  submit(words: string): boolean {
    if (!this.tray.ready.value || this.chat.isFull) return false;
    batch(() => {
      const { files, messageType, title } = this.tray.take();
      this.#enqueue(messageType, title || words, files);
      // A paper has a title and nothing else, so what was written beside it is a message of its own.
      if (title && words) this.chat.enqueue({ messageType: "text", body: words, files: [] });
    });
    return true;
  }

  /** Sends the recorded voice note. */
  sendVoiceNote(): void {
    if (this.chat.isFull) return;
    batch(() => {
      const sound = this.recorder.take();
      if (!sound) return;
      const { type, extension, bytes } = sound;
      const file = { clientId: this.#deps.newId(), name: `voice-note.${extension}`, type, bytes };
      this.#enqueue("voice_note", "", [file]);
    });
  }

  /** Tries a file again whose upload failed. */
  retry(clientId: string): void {
    this.#uploader.retry(clientId);
  }

  /** Leaves a file out of its message; a message that has nothing left is given up. */
  drop(clientId: string): void {
    const message = this.#messageOf(clientId);
    if (!message) return;
    const files = message.files.filter((one) => one.clientId !== clientId);
    if (files.length === 0) return this.chat.discard(message.clientId);
    this.chat.changeUnsent(message.clientId, { files });
    this.withdraw(message.files.filter((one) => one.clientId === clientId));
  }

  /** Forgets files of messages that will not be sent. */
  withdraw(files: readonly UnsentFile[]): void {
    for (const { clientId, attachmentId } of files) {
      this.#uploader.cancel(clientId);
      if (attachmentId) this.#deps.withdraw(attachmentId);
    }
  }

  /** Finds out why an attachment can't be loaded. */
  look(attachmentId: string): void {
    void this.#watch.look(attachmentId);
  }

  /** Shows a picture large. */
  view(attachment: AttachmentObject): void {
    this.viewed.value = attachment;
  }

  [Symbol.dispose](): void {
    for (const release of this.#release) release();
    this.recorder[Symbol.dispose]();
    this.#uploader[Symbol.dispose]();
    this.#watch[Symbol.dispose]();
  }

  #enqueue(
    messageType: UnsentMessage["messageType"],
    body: string,
    files: readonly (PendingUpload & { type: string })[],
  ): void {
    const unsent = files.map(({ clientId, name, type, bytes }) => {
      return { clientId, name, type, size: bytes.size, attachmentId: null };
    });
    this.chat.enqueue({ messageType, body, files: unsent });
    this.news.value = { kind: "uploading", count: files.length };
    for (const file of files) this.#uploader.add(file);
  }

  #uploaded(clientId: string, attachmentId: string): void {
    const message = this.#messageOf(clientId);
    // Given up while its last packet was on its way.
    if (!message) return this.#deps.withdraw(attachmentId);
    this.#tell(clientId, (name) => ({ kind: "uploaded", name }));
    const files = message.files.map((one) => one.clientId === clientId ? { ...one, attachmentId } : one);
    this.chat.changeUnsent(message.clientId, { files });
  }

  #tell(clientId: string, news: (name: string) => FileNews): void {
    const file = this.#messageOf(clientId)?.files.find((one) => one.clientId === clientId);
    if (file) this.news.value = news(file.name);
  }

  #messageOf(fileId: string): UnsentMessage | undefined {
    return this.chat.unsent.value.find((one) => one.files.some((file) => file.clientId === fileId));
  }
}
