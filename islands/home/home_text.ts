import { home } from "../languages/en/home.ts";
import { catalogue } from "../text.ts";

/** What the home page says. */
export const homeText = catalogue("home", home);
