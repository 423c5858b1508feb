import { newest } from "../languages/en/newest.ts";
import { catalogue } from "../text.ts";

/** What leads back to the newest message. */
export const newestText = catalogue("newest", newest);
