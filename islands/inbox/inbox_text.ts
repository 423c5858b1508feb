import { inbox } from "../languages/en/inbox.ts";
import { catalogue } from "../text.ts";

/** What the list of all conversations says. */
export const inboxText = catalogue("inbox", inbox);
