/// <reference lib="dom" />
import type { ReadonlySignal } from "@preact/signals";
import type { Clock, Timers } from "../../realtime/ports/clock.ts";
import type { SignalingClient } from "../lib/signaling_client.ts";
import type { ChatFilesPart } from "./chat_files.ts";
import type { MessageHistory } from "./message_history.ts";
import type { OutboxStore } from "./outbox_store.ts";

/** The part of the signaling client that a chat needs. */
export type ChatSignaling = Pick<
  SignalingClient,
  "state" | "lastSync" | "on" | "sendMessage" | "sendTyping" | "markDelivered" | "markRead"
>;

export interface ChatDeps {
  signaling: ChatSignaling;
  history: MessageHistory;
  outbox: OutboxStore;
  /** Runs something while no other tab of this browser sends in this conversation. */
  inTurn: (run: () => Promise<void>) => Promise<void>;
  clock: Clock;
  timers: Timers;
  newId: () => string;
  /** A number in [0, 1). */
  chance: () => number;
  /** Whether the person has the messages before their eyes; then what arrives counts as read. */
  attentive: ReadonlySignal<boolean>;
  /** Loads what only files need. */
  loadFiles: () => Promise<ChatFilesPart>;
}
