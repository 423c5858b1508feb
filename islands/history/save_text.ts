import { save } from "../languages/en/save.ts";
import { catalogue } from "../text.ts";

/** How the history is kept as a file. */
export const saveText = catalogue("save", save);
