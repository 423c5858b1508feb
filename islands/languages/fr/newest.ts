import type { Translation } from "../../text.ts";
import type { newest as english } from "../en/newest.ts";

/** The way back to the newest message of a conversation. */
export const newest: Translation<typeof english> = {
  jump: "Au message le plus récent",
  fresh: { one: "{count} nouveau message", other: "{count} nouveaux messages" },
};
