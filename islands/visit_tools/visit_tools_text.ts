import { visit_tools } from "../languages/en/visit_tools.ts";
import { catalogue } from "../text.ts";

/** The texts of what a person may arrange during a visit. */
export const toolsText = catalogue("visit_tools", visit_tools);
