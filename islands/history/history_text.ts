import { history } from "../languages/en/history.ts";
import { catalogue } from "../text.ts";

/** What the history page says. */
export const historyText = catalogue("history", history);
