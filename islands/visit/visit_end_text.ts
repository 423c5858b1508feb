import { visit_end } from "../languages/en/visit_end.ts";
import { catalogue } from "../text.ts";

/** The texts of a visit that is over. */
export const visitEndText = catalogue("visit_end", visit_end);
