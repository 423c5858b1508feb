// The areas in this language, as in `en/mod.ts`.
export { arrival } from "./arrival.ts";
export { day } from "./day.ts";
