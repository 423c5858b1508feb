// The areas in this language, as in `en/mod.ts`.
export { after } from "./after.ts";
export { gallery } from "./gallery.ts";
export { inbox } from "./inbox.ts";
export { newest } from "./newest.ts";
export { arrival } from "./arrival.ts";
export { day } from "./day.ts";
export { save } from "./save.ts";
