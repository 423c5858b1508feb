import type { ChatModel } from "../models/chat_model.ts";

/** The number of the last message that a conversation holds without a gap. */
export function lastNumber({ log }: ChatModel): number {
  return log.value.floor + log.value.messages.length;
}
