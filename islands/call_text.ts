import { call } from "./languages/en/call.ts";
import { catalogue } from "./text.ts";

/** Words for calls in lists. */
export const callText = catalogue("call", call);
