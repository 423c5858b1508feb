import { join } from "../languages/en/join.ts";
import { catalogue } from "../text.ts";

/** What the page of an invitation link says. */
export const joinText = catalogue("join", join);
