import { quiet } from "../languages/en/quiet.ts";
import { catalogue } from "../text.ts";

/** What the switch in the header says. */
export const quietText = catalogue("quiet", quiet);
