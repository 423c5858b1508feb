import { check_link } from "./languages/en/check_link.ts";
import { catalogue } from "./text.ts";

/** The way to the check, from other pages. */
export const checkLinkText = catalogue("check_link", check_link);
