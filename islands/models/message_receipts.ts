import type { ReadonlySignal, Signal } from "@preact/signals";
import type { Clock } from "../../realtime/ports/clock.ts";
import type { MessageObject } from "../../realtime/core/objects.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import { applyReceipt, type MessageLog, newestOfOthers } from "./message_log.ts";

export interface ReceiptDeps {
  log: Signal<MessageLog>;
  me: number;
  /** Whether the person has the messages before their eyes. */
  attentive: ReadonlySignal<boolean>;
  signaling: Pick<SignalingClient, "markDelivered" | "markRead">;
  clock: Clock;
}

/** Tells the senders that their messages are here and, where the person sees them, that they are read. */
export function acknowledgeMessages({ log, me, attentive, signaling, clock }: ReceiptDeps): void {
  const newest = newestOfOthers(log.value, me);
  if (!newest) return;
  const kind = attentive.value ? "read" : "delivered";
  const own = newest.receipts.find((one) => one.user_id === me);
  if (own?.read_at || (kind === "delivered" && own?.delivered_at)) return;
  const { message_id: messageId } = newest;
  const told = kind === "read" ? signaling.markRead(messageId) : signaling.markDelivered(messageId);
  // A lost receipt is told again with the next message or the next time the page is opened.
  Promise.resolve(told).catch(() => {});
  const at = new Date(clock.now()).toISOString();
  log.value = applyReceipt(log.value, { kind, messageId, userId: me, at });
}

/** Whether this person has read a message. */
export function isReadBy(message: MessageObject, userId: number): boolean {
  return message.receipts.some((one) => one.user_id === userId && one.read_at !== null);
}
