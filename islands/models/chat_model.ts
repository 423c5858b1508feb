/// <reference lib="dom" />
import { batch, computed, type Signal, signal } from "@preact/signals";
import { BODY_LENGTH_MAX } from "../../realtime/core/body_length.ts";
import type { ConversationObject, MessageObject, UserObject } from "../../realtime/core/objects.ts";
import type { FoundAttachment } from "./attachment_watch.ts";
import type { ChatFiles, ChatFilesPart } from "./chat_files.ts";
import { LatePart } from "./late_part.ts";
import { type MessageLog, openLog } from "./message_log.ts";
import { isReadBy } from "./message_receipts.ts";
import { OUTBOX_MAX, type UnsentMessage } from "./outbox.ts";
import type { OutboxSender } from "./outbox_sender.ts";
import type { TypingSigns } from "./typing_signs.ts";
import type { UploadState } from "./uploader.ts";
import { listOf } from "../list_of.ts";

/** What a page knows of a conversation when it is rendered. */
export interface ChatFacts {
  me: UserObject;
  conversation: ConversationObject;
  /** The newest ones, ascending. */
  messages: MessageObject[];
  /** The visit in which what is written here is said; null outside of a visit. */
  callId: string | null;
  /** Largest file that may be sent, in bytes. */
  fileBytesMax: number;
}

/** Whether older messages can be had: there may be some, they are on their way, that failed, or there are none. */
export type OlderState = "some" | "loading" | "failed" | "none";

/** What somebody has written, before it has an id. */
export type NewMessage = Pick<UnsentMessage, "messageType" | "body" | "files">;

/** What a conversation needs once it lives. */
export interface ChatConnection extends Disposable {
  outbox: Pick<OutboxSender, "change" | "retry" | "forget">;
  typing: Pick<TypingSigns, "wrote" | "finished">;
  enqueue(message: NewMessage): boolean;
  loadOlder(): Promise<void>;
}

/** One conversation as one device shows it. Draws from its facts alone until it is connected. */
export class ChatModel {
  readonly me: UserObject;
  readonly conversation: ConversationObject;
  readonly callId: string | null;
  readonly fileBytesMax: number;
  readonly draft = signal("");
  readonly unsent = signal<readonly UnsentMessage[]>([]);
  /** Whether what is unsent outlives this tab; the browser may have no room for it, or not be allowed to keep it. */
  readonly kept = signal(true);
  readonly typing = signal<readonly number[]>([]);
  /** Files and voice notes: loaded after the first drawing. */
  readonly files = new LatePart(async () => await this.#loadFiles!());
  /** Whether something was wanted of them that could not be loaded. */
  readonly filesMissing = signal(false);
  readonly canRecord = signal(true);
  /** Uploads of unsent files, by client id; one that is not up and not here has lost its bytes. */
  readonly uploads = signal<ReadonlyMap<string, UploadState>>(new Map());
  /** Addresses of pictures that are not sent yet, by client id. */
  readonly previews = signal<ReadonlyMap<string, string>>(new Map());
  /** What was learnt of attachments after their message was written, by id. */
  readonly found = signal<ReadonlyMap<string, FoundAttachment>>(new Map());
  readonly older: Signal<OlderState>;
  /** Whether what is written goes out at once. */
  readonly online = signal(true);
  /** Whether the newest message is in sight; what arrives while it is not does not count as read. */
  readonly atEnd = signal(true);
  /** Whether the keyboard has an Enter key that sends; on a touch keyboard it starts a new line. */
  readonly enterSends = signal(true);
  readonly log: Signal<MessageLog>;
  readonly unread = computed(() =>
    this.log.value.messages.filter((one) => one.sender_id !== this.me.id && !isReadBy(one, this.me.id)).length
  );
  /** By how many characters the draft is too long. */
  readonly excess = computed(() => Math.max(0, this.draft.value.length - BODY_LENGTH_MAX));
  #link: ChatConnection | undefined;
  #loadFiles: (() => Promise<ChatFilesPart>) | undefined;

  constructor(facts: ChatFacts) {
    this.me = facts.me;
    this.conversation = facts.conversation;
    this.callId = facts.callId;
    this.fileBytesMax = facts.fileBytesMax;
    const { participant_ids, last_seq } = facts.conversation;
    this.log = signal(openLog(participant_ids, facts.messages, last_seq));
    this.older = signal(this.log.value.floor > 0 ? "some" : "none");
  }

  /** Connects the conversation; from then on it lives. */
  connect(link: ChatConnection, loadFiles: () => Promise<ChatFilesPart>): void {
    this.#link = link;
    this.#loadFiles = loadFiles;
  }

  /** What the field holds now; tells the others that one is writing. */
  write(text: string): void {
    this.draft.value = text;
    if (text.trim()) this.#link?.typing.wrote();
  }

  /** Sends the draft and the files in the tray, if that says something and is not too long. True when it went off. */
  submit(): boolean {
    const { files } = this.files.value.value ?? {};
    const body = this.draft.value.trim();
    const withFiles = files !== undefined && files.tray.files.value.length > 0;
    if (this.excess.value > 0 || !(body || withFiles)) return false;
    return batch(() => {
      const taken = withFiles ? files.submit(body) : this.enqueue({ messageType: "text", body, files: [] });
      if (!taken) return false;
      this.draft.value = "";
      this.#link?.typing.finished();
      return true;
    });
  }

  /** Puts a message into the outbox; false when that is full. */
  enqueue(message: NewMessage): boolean {
    return this.#link?.enqueue(message) ?? false;
  }

  /** Changes the files of an unsent message. */
  changeUnsent(clientId: string, changes: Pick<UnsentMessage, "files">): void {
    this.#link?.outbox.change(clientId, changes);
  }

  /** Does something with files as soon as what that takes is loaded. */
  async useFiles(run: (files: ChatFiles) => void): Promise<void> {
    const part = await this.files.load();
    this.filesMissing.value = part === null;
    if (part) run(part.files);
  }

  /** Tries a message again that the server refused. */
  retry(clientId: string): void {
    this.#link?.outbox.retry(clientId);
  }

  /** Gives up a message that the server refused or whose files are not up. */
  discard(clientId: string): void {
    const message = this.unsent.value.find((one) => one.clientId === clientId);
    this.#link?.outbox.forget([clientId]);
    if (message && message.files.length > 0) void this.useFiles((files) => files.withdraw(message.files));
  }

  /** Fetches the page before the oldest message shown, unless one is on its way. */
  async loadOlder(): Promise<void> {
    await this.#link?.loadOlder();
  }

  /** Whether so much waits unsent that nothing more is taken. */
  get isFull(): boolean {
    return this.unsent.value.length >= OUTBOX_MAX;
  }

  get isGroup(): boolean {
    return this.conversation.conversation_type === "group";
  }

  /** Everybody but oneself, by name. */
  get othersNames(): string {
    const others = this.conversation.participants.filter((one) => one.id !== this.me.id);
    return listOf(others.map((one) => one.name));
  }

  /** The name of somebody who takes part. */
  nameOf(userId: number): string {
    return this.conversation.participants.find((one) => one.id === userId)?.name ?? "";
  }

  [Symbol.dispose](): void {
    this.files.value.value?.files[Symbol.dispose]();
    this.#link?.[Symbol.dispose]();
  }
}
