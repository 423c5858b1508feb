import type { Texts } from "../../text.ts";

/** The way back to the newest message of a conversation. */
export const newest = {
  jump: "To the newest message",
  fresh: { one: "{count} new message", other: "{count} new messages" },
} as const satisfies Texts;
