import { after } from "../languages/en/after.ts";
import { catalogue } from "../text.ts";

/** What is said after a visit. */
export const afterText = catalogue("after", after);
