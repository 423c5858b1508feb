import { placing } from "../languages/en/placing.ts";
import { catalogue } from "../text.ts";

/** What is said while a call is being placed. */
export const placingText = catalogue("placing", placing);
