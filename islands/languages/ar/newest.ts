import type { Translation } from "../../text.ts";
import type { newest as english } from "../en/newest.ts";

/** The way back to the newest message of a conversation. */
export const newest: Translation<typeof english> = {
  jump: "إلى أحدث رسالة",
  fresh: {
    zero: "لا رسائل جديدة",
    one: "رسالة جديدة واحدة",
    two: "رسالتان جديدتان",
    few: "{count} رسائل جديدة",
    many: "{count} رسالة جديدة",
    other: "{count} رسالة جديدة",
  },
};
