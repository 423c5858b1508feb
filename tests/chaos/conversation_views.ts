import type { ApiDoor } from "./api_door.ts";
import type { WireMessage, WireSync } from "./contract_shapes.ts";
import { pause } from "./pauses.ts";
import type { VisitRecorder } from "./visit_recorder.ts";

const PAGE = 100;
const EMPTY_PAUSE_MS = 1_000;

interface View {
  /** By number, from 1 without gaps. */
  messageIds: string[];
  /** The highest number heard of. */
  known: number;
  fetching: Promise<void> | undefined;
}

export interface ViewOptions {
  deviceId: string;
  door: ApiDoor;
  recorder: VisitRecorder;
  leaving: AbortSignal;
  /** Since when the device has been connected, in milliseconds since the epoch; undefined when it is not. */
  upSince(): number | undefined;
}

/** What one device shows of its conversations: pushed messages in their order, and what is missing from the API. */
export class ConversationViews {
  readonly #options: ViewOptions;
  readonly #views = new Map<string, View>();

  constructor(options: ViewOptions) {
    this.#options = options;
  }

  /** Whether nothing that was heard of is missing. */
  get isWhole(): boolean {
    return [...this.#views.values()].every((one) => one.messageIds.length >= one.known);
  }

  /** The newest message of a conversation, if there is one. */
  newest(conversationId: string): string | undefined {
    return this.#views.get(conversationId)?.messageIds.at(-1);
  }

  synced({ conversations }: WireSync): void {
    for (const { conversation_id, last_seq } of conversations) this.#hear(conversation_id, last_seq);
  }

  /** Takes a message that was pushed or came with an acknowledgement. */
  pushed(message: WireMessage): void {
    const { recorder } = this.#options;
    const has = this.#view(message.conversation_id).messageIds.length;
    if (message.seq <= has) recorder.repeatedPushes++;
    if (message.seq > has + 1) recorder.jumps++;
    this.#show(message);
    this.#hear(message.conversation_id, message.seq);
  }

  #view(conversationId: string): View {
    const view = this.#views.get(conversationId) ?? { messageIds: [], known: 0, fetching: undefined };
    this.#views.set(conversationId, view);
    return view;
  }

  #hear(conversationId: string, seq: number): void {
    const view = this.#view(conversationId);
    view.known = Math.max(view.known, seq);
    if (view.messageIds.length >= view.known || view.fetching) return;
    view.fetching = this.#fetch(conversationId, view).finally(() => {
      view.fetching = undefined;
      // What was heard of in the last moment found the fetching still under way.
      if (!this.#options.leaving.aborted) this.#hear(conversationId, 0);
    });
  }

  async #fetch(conversationId: string, view: View): Promise<void> {
    const { door, leaving, recorder } = this.#options;
    while (view.messageIds.length < view.known && !leaving.aborted) {
      const after = view.messageIds.length;
      const path = `/api/conversations/${conversationId}/messages?per_page=${PAGE}&after_seq=${after}`;
      const answer = await door.ask("GET", path, leaving).catch(() => undefined);
      if (!answer) return;
      const messages: WireMessage[] = answer.body.messages ?? [];
      for (const one of messages) {
        if (one.seq > view.messageIds.length) recorder.fetched.add(one.message_id);
        this.#show(one);
      }
      if (messages.length === 0 && view.messageIds.length === after) {
        recorder.oddities.push(`${conversationId} has ${view.known} messages, but none after ${after}`);
        await pause(EMPTY_PAUSE_MS, leaving);
      }
    }
  }

  #show(message: WireMessage): void {
    const { deviceId, recorder } = this.#options;
    const { message_id: messageId, conversation_id: conversationId, seq, body } = message;
    const { messageIds } = this.#view(conversationId);
    const before = messageIds[seq - 1];
    if (before !== undefined && before !== messageId) {
      recorder.oddities.push(`${deviceId} got two messages ${seq} of ${conversationId}`);
    }
    if (seq !== messageIds.length + 1) return;
    messageIds.push(messageId);
    recorder.shown.push({
      deviceId,
      conversationId,
      messageId,
      seq,
      body,
      at: Date.now(),
      upSince: this.#options.upSince(),
    });
  }
}
