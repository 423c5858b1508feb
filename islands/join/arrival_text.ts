import { arrival } from "../languages/en/arrival.ts";
import { catalogue } from "../text.ts";

/** What stands in the way of a visit in this browser. */
export const arrivalText = catalogue("arrival", arrival);
