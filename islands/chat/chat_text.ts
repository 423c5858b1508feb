import { chat } from "../languages/en/chat.ts";
import { catalogue } from "../text.ts";

/** The texts of a conversation. */
export const chatText = catalogue("chat", chat);
