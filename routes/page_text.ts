import { page } from "../islands/languages/en/page.ts";
import { catalogue } from "../islands/text.ts";

/** What stands around every page. */
export const pageText = catalogue("page", page);
