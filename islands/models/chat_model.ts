/// <reference lib="dom" />
import { batch, computed, effect, type Signal, signal } from "@preact/signals";
import { BODY_LENGTH_MAX } from "../../realtime/core/body_length.ts";
import type { ConversationObject, MessageObject, UserObject } from "../../realtime/core/objects.ts";
import type { ServerData } from "../../realtime/core/server_events.ts";
import type { FoundAttachment } from "./attachment_watch.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { ChatFiles } from "./chat_files.ts";
import { LatePart } from "./late_part.ts";
import { MessageCatchUp } from "./message_catch_up.ts";
import { applyReceipt, type MessageLog, openLog, prependMessages, receiveMessages } from "./message_log.ts";
import { acknowledgeMessages, isReadBy } from "./message_receipts.ts";
import { OUTBOX_MAX, type UnsentMessage } from "./outbox.ts";
import { OutboxSender } from "./outbox_sender.ts";
import { TypingSigns } from "./typing_signs.ts";
import type { UploadState } from "./uploader.ts";

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

/** One conversation as one device shows it. Draws from its facts alone until it is connected. */
export class ChatModel {
  readonly me: UserObject;
  readonly conversation: ConversationObject;
  readonly callId: string | null;
  readonly fileBytesMax: number;
  readonly draft = signal("");
  readonly unsent = signal<readonly UnsentMessage[]>([]);
  readonly typing = signal<readonly number[]>([]);
  /** Files and voice notes: loaded after the first drawing. */
  readonly files = new LatePart(async () => await this.#deps!.loadFiles());
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
  /** Whether the keyboard has an Enter key that sends; on a touch keyboard it starts a new line. */
  readonly enterSends = signal(true);
  readonly log: Signal<MessageLog>;
  readonly unread = computed(() =>
    this.log.value.messages.filter((one) => one.sender_id !== this.me.id && !isReadBy(one, this.me.id)).length
  );
  /** By how many characters the draft is too long. */
  readonly excess = computed(() => Math.max(0, this.draft.value.length - BODY_LENGTH_MAX));
  #deps: ChatDeps | undefined;
  #outbox: OutboxSender | undefined;
  #typing: TypingSigns | undefined;
  #release: (() => void)[] = [];

  constructor(facts: ChatFacts) {
    this.me = facts.me;
    this.conversation = facts.conversation;
    this.callId = facts.callId;
    this.fileBytesMax = facts.fileBytesMax;
    const { participant_ids, last_seq } = facts.conversation;
    this.log = signal(openLog(participant_ids, facts.messages, last_seq));
    this.older = signal(this.log.value.floor > 0 ? "some" : "none");
  }

  /** Connects the conversation to the socket, the history and this device's outbox. */
  connect(deps: ChatDeps): void {
    const id = this.conversation.conversation_id;
    this.#deps = deps;
    this.#outbox = new OutboxSender({
      unsent: this.unsent,
      store: deps.outbox,
      timers: deps.timers,
      send: (unsent) => this.#send(deps, unsent),
      sent: (message) => this.#receive([message]),
    });
    this.#typing = new TypingSigns({
      people: this.typing,
      clock: deps.clock,
      timers: deps.timers,
      send: () => deps.signaling.sendTyping(id),
    });
    this.#listen(deps, this.#typing);
    this.#outbox.resume();
  }

  /** What the field holds now; tells the others that one is writing. */
  write(text: string): void {
    this.draft.value = text;
    if (text.trim()) this.#typing?.wrote();
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
      this.#typing?.finished();
      return true;
    });
  }

  /** Puts a message into the outbox; false when that is full. */
  enqueue(message: Pick<UnsentMessage, "messageType" | "body" | "files">): boolean {
    const deps = this.#deps;
    if (!deps || !this.#outbox) return false;
    const writtenAt = new Date(deps.clock.now()).toISOString();
    const made = { clientId: deps.newId(), callId: this.callId, writtenAt, refusal: null };
    return this.#outbox.add({ ...made, ...message });
  }

  /** Changes the files of an unsent message. */
  changeUnsent(clientId: string, changes: Pick<UnsentMessage, "files">): void {
    this.#outbox?.change(clientId, changes);
  }

  /** Does something with files as soon as what that takes is loaded. */
  async useFiles(run: (files: ChatFiles) => void): Promise<void> {
    const part = await this.files.load();
    this.filesMissing.value = part === null;
    if (part) run(part.files);
  }

  /** Tries a message again that the server refused. */
  retry(clientId: string): void {
    this.#outbox?.retry(clientId);
  }

  /** Gives up a message that the server refused or whose files are not up. */
  discard(clientId: string): void {
    const message = this.unsent.value.find((one) => one.clientId === clientId);
    this.#outbox?.forget([clientId]);
    if (message && message.files.length > 0) void this.useFiles((files) => files.withdraw(message.files));
  }

  /** Fetches the page before the oldest message shown, unless one is on its way. */
  async loadOlder(): Promise<void> {
    const deps = this.#deps;
    if (!deps || this.older.value === "loading" || this.older.value === "none") return;
    this.older.value = "loading";
    try {
      const before = this.log.value.floor + 1;
      const grown = prependMessages(this.log.value, await deps.history.before(before));
      const stuck = grown.floor === this.log.value.floor;
      this.log.value = grown;
      this.older.value = grown.floor === 0 || stuck ? "none" : "some";
    } catch {
      this.older.value = "failed";
    }
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
    return others.map((one) => one.name).join(", ");
  }

  /** The name of somebody who takes part. */
  nameOf(userId: number): string {
    return this.conversation.participants.find((one) => one.id === userId)?.name ?? "";
  }

  [Symbol.dispose](): void {
    for (const release of this.#release.splice(0)) release();
    this.files.value.value?.files[Symbol.dispose]();
    this.#outbox?.[Symbol.dispose]();
    this.#typing?.[Symbol.dispose]();
  }

  #listen(deps: ChatDeps, typing: TypingSigns): void {
    const { signaling } = deps;
    const id = this.conversation.conversation_id;
    const catchUp = new MessageCatchUp({
      conversationId: id,
      me: this.me.id,
      log: this.log,
      history: deps.history,
      timers: deps.timers,
      receive: (messages) => this.#receive(messages),
      connected: () => signaling.state.name === "open",
    });
    const receipt = (kind: "delivered" | "read") => (data: ServerData<"chat:read">) => {
      if (data.conversation_id !== id) return;
      const { message_id: messageId, user_id: userId, at } = data;
      this.log.value = applyReceipt(this.log.value, { kind, messageId, userId, at });
    };
    const synced = ({ conversations }: ServerData<"sync">) => {
      catchUp.runUpTo(conversations.find((one) => one.conversation_id === id)?.last_seq ?? 0);
      this.#outbox?.resume();
    };
    this.online.value = signaling.state.name === "open";
    this.#release.push(
      signaling.on("chat:message", ({ message }) => {
        if (message.conversation_id !== id) return;
        typing.stopped(message.sender_id);
        this.#receive([message]);
        catchUp.runIfMissing();
      }),
      signaling.on("chat:delivered", receipt("delivered")),
      signaling.on("chat:read", receipt("read")),
      signaling.on("chat:typing", ({ conversation_id, user_id }) => {
        if (conversation_id === id && user_id !== this.me.id) typing.seen(user_id);
      }),
      signaling.on("sync", synced),
      signaling.on("state", (state) => this.online.value = state.name === "open"),
      effect(() => acknowledgeMessages({ ...deps, log: this.log, me: this.me.id })),
      () => catchUp[Symbol.dispose](),
    );
    // The socket may have spoken before this island woke.
    if (signaling.lastSync) synced(signaling.lastSync);
  }

  async #send(deps: ChatDeps, unsent: UnsentMessage): Promise<MessageObject> {
    const { message } = await deps.signaling.sendMessage({
      conversationId: this.conversation.conversation_id,
      body: unsent.body,
      messageType: unsent.messageType,
      attachmentIds: unsent.files.flatMap((one) => one.attachmentId ?? []),
      callId: unsent.callId ?? undefined,
      clientId: unsent.clientId,
    });
    return message;
  }

  #receive(messages: readonly MessageObject[]): void {
    this.log.value = receiveMessages(this.log.value, messages);
    const written = messages.flatMap((one) =>
      one.client_id && one.sender_id === this.me.id ? [one.client_id] : []
    );
    if (written.length > 0) this.#outbox?.forget(written);
  }
}
