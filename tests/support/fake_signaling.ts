import type { SignalingEvents } from "../../islands/lib/signaling_client.ts";

type Handler = (detail: never) => void;

/** Stands in for a SignalingClient in tests of what draws on it: the test sends the events and answers the commands. */
export class FakeSignaling {
  state: SignalingEvents["state"] = { name: "open" };
  lastSync: SignalingEvents["sync"] | null = null;
  /** Every command as its name and arguments, in order. */
  readonly calls: unknown[][] = [];
  /** One per command whose reply matters. */
  readonly answers: PromiseWithResolvers<unknown>[] = [];
  #handlers = new Map<string, Set<Handler>>();

  on<E extends keyof SignalingEvents>(event: E, handler: (detail: SignalingEvents[E]) => void): () => void {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers.add(handler as Handler));
    return () => void handlers.delete(handler as Handler);
  }

  emit<E extends keyof SignalingEvents>(event: E, detail: SignalingEvents[E]): void {
    if (event === "state") this.state = detail as SignalingEvents["state"];
    for (const handler of this.#handlers.get(event) ?? []) handler(detail as never);
  }

  get listeners(): number {
    return [...this.#handlers.values()].reduce((sum, handlers) => sum + handlers.size, 0);
  }

  count(name: string): number {
    return this.calls.filter((one) => one[0] === name).length;
  }

  sendMessage(message: unknown): Promise<unknown> {
    return this.#ask("sendMessage", message);
  }

  initiateCall(...args: unknown[]): Promise<unknown> {
    return this.#ask("initiateCall", ...args);
  }

  sendTyping(conversationId: string): void {
    this.calls.push(["sendTyping", conversationId]);
  }

  markDelivered(messageId: string): Promise<unknown> {
    this.calls.push(["markDelivered", messageId]);
    return Promise.resolve({});
  }

  markRead(messageId: string): Promise<unknown> {
    this.calls.push(["markRead", messageId]);
    return Promise.resolve({});
  }

  reconnectNow(): void {
    this.calls.push(["reconnectNow"]);
  }

  #ask(...call: unknown[]): Promise<unknown> {
    this.calls.push(call);
    const answer = Promise.withResolvers<unknown>();
    this.answers.push(answer);
    return answer.promise;
  }
}
