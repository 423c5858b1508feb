import { desk } from "../languages/en/desk.ts";
import { catalogue } from "../text.ts";

/** What is said where visits are planned. */
export const deskText = catalogue("desk", desk);
