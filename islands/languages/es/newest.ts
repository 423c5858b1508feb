import type { Translation } from "../../text.ts";
import type { newest as english } from "../en/newest.ts";

/** The way back to the newest message of a conversation. */
export const newest: Translation<typeof english> = {
  jump: "Al mensaje más reciente",
  fresh: { one: "{count} mensaje nuevo", other: "{count} mensajes nuevos" },
};
