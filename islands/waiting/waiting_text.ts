import { waiting } from "../languages/en/waiting.ts";
import { catalogue } from "../text.ts";

/** What the waiting room says. */
export const waitingText = catalogue("waiting", waiting);
