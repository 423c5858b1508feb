import { visit } from "../languages/en/visit.ts";
import { catalogue } from "../text.ts";

/** The texts of a visit. */
export const visitText = catalogue("visit", visit);
