// The areas in this language, as in `en/mod.ts`.
export { gallery } from "./gallery.ts";
export { inbox } from "./inbox.ts";
export { newest } from "./newest.ts";
