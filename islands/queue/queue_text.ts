import { queue } from "../languages/en/queue.ts";
import { catalogue } from "../text.ts";

/** What is said of waiting on the home page. */
export const queueText = catalogue("queue", queue);
