import { effect } from "@preact/signals";
import type { MessageObject } from "../../realtime/core/objects.ts";
import type { ServerData } from "../../realtime/core/server_events.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { ChatConnection, ChatModel, NewMessage } from "./chat_model.ts";
import { MessageCatchUp } from "./message_catch_up.ts";
import { applyReceipt, jumpTo, prependMessages, receiveMessages } from "./message_log.ts";
import { acknowledgeMessages } from "./message_receipts.ts";
import { OutboxSender } from "./outbox_sender.ts";
import { sendUnsent } from "./send_unsent.ts";
import { TypingSigns } from "./typing_signs.ts";

/** Ties a conversation to the socket, the history and this device's outbox, until the model is disposed. */
export function linkChat(model: ChatModel, deps: ChatDeps): void {
  model.connect(new ChatLink(model, deps), deps.loadFiles);
}

class ChatLink implements ChatConnection {
  readonly outbox: OutboxSender;
  readonly typing: TypingSigns;
  readonly #model: ChatModel;
  readonly #deps: ChatDeps;
  readonly #catchUp: MessageCatchUp;
  readonly #release: (() => void)[];

  constructor(model: ChatModel, deps: ChatDeps) {
    const { signaling, timers, clock } = deps;
    const id = model.conversation.conversation_id;
    const online = () => signaling.state.name === "open";
    this.#model = model;
    this.#deps = deps;
    this.outbox = new OutboxSender({
      ...{ unsent: model.unsent, kept: model.kept, store: deps.outbox, timers, online, inTurn: deps.inTurn },
      send: (unsent) => sendUnsent(signaling, id, unsent),
      sent: (message) => this.#receive([message]),
    });
    this.typing = new TypingSigns({
      ...{ people: model.typing, clock, timers },
      send: () => signaling.sendTyping(id),
    });
    this.#catchUp = new MessageCatchUp({
      ...{ me: model.me.id, log: model.log, history: deps.history, timers, chance: deps.chance },
      receive: (messages) => this.#receive(messages),
      jump: (newest) => this.#jump(newest),
      connected: online,
    });
    model.online.value = online();
    this.#release = [
      ...this.#listen(id),
      effect(() => acknowledgeMessages({ ...deps, log: model.log, me: model.me.id })),
    ];
    // The socket may have spoken before this island woke.
    if (signaling.lastSync) this.#synced(signaling.lastSync);
    this.outbox.resume();
  }

  enqueue(message: NewMessage): boolean {
    const { clock, newId } = this.#deps;
    const writtenAt = new Date(clock.now()).toISOString();
    const made = { clientId: newId(), callId: this.#model.callId, writtenAt, refusal: null };
    return this.outbox.add({ ...made, ...message });
  }

  async loadOlder(): Promise<void> {
    const { log, older } = this.#model;
    if (older.value === "loading" || older.value === "none") return;
    older.value = "loading";
    try {
      const before = log.value.floor + 1;
      const found = await this.#deps.history.before(before);
      // The log has gone on meanwhile, perhaps from newer messages.
      const grown = prependMessages(log.value, found);
      const stuck = grown.floor + 1 === before;
      log.value = grown;
      older.value = grown.floor === 0 || stuck ? "none" : "some";
    } catch {
      older.value = "failed";
    }
  }

  [Symbol.dispose](): void {
    for (const release of this.#release) release();
    this.#catchUp[Symbol.dispose]();
    this.outbox[Symbol.dispose]();
    this.typing[Symbol.dispose]();
  }

  #listen(id: string): (() => void)[] {
    const { signaling } = this.#deps;
    const { me, online } = this.#model;
    return [
      signaling.on("chat:message", ({ message }) => {
        if (message.conversation_id !== id) return;
        this.typing.stopped(message.sender_id);
        this.#receive([message]);
        this.#catchUp.runIfMissing();
      }),
      signaling.on("chat:delivered", (data) => this.#takeReceipt("delivered", data)),
      signaling.on("chat:read", (data) => this.#takeReceipt("read", data)),
      signaling.on("chat:typing", ({ conversation_id, user_id }) => {
        if (conversation_id === id && user_id !== me.id) this.typing.seen(user_id);
      }),
      signaling.on("sync", (heads) => this.#synced(heads)),
      signaling.on("state", ({ name }) => {
        online.value = name === "open";
        if (name !== "open") this.outbox.lost();
      }),
    ];
  }

  #synced({ conversations }: ServerData<"sync">): void {
    const id = this.#model.conversation.conversation_id;
    this.#catchUp.runUpTo(conversations.find((one) => one.conversation_id === id)?.last_seq ?? 0);
    this.outbox.resume();
  }

  #takeReceipt(kind: "delivered" | "read", data: ServerData<"chat:read">): void {
    const { log, conversation } = this.#model;
    if (data.conversation_id !== conversation.conversation_id) return;
    const { message_id: messageId, user_id: userId, at, seq } = data;
    log.value = applyReceipt(log.value, { kind, messageId, userId, at, seq });
  }

  #jump(newest: readonly MessageObject[]): void {
    const { log, older } = this.#model;
    log.value = jumpTo(log.value, newest);
    this.#receive(newest);
    older.value = log.value.floor > 0 ? "some" : "none";
  }

  #receive(messages: readonly MessageObject[]): void {
    const { log, me } = this.#model;
    log.value = receiveMessages(log.value, messages);
    const written = messages.flatMap((one) =>
      one.client_id && one.sender_id === me.id ? [one.client_id] : []
    );
    if (written.length > 0) this.outbox.forget(written);
  }
}
