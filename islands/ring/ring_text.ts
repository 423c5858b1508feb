import { ring } from "../languages/en/ring.ts";
import { catalogue } from "../text.ts";

/** What the bell and the banner above every page say. */
export const ringText = catalogue("ring", ring);
