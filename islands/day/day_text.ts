import { day } from "../languages/en/day.ts";
import { catalogue } from "../text.ts";

/** What the page of one day says. */
export const dayText = catalogue("day", day);
