import { push } from "../languages/en/push.ts";
import { catalogue } from "../text.ts";

/** What the switch for calls on a closed page says, and the entry for the home screen. */
export const pushText = catalogue("push", push);
