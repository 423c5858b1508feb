// The areas in this language, as in `en/mod.ts`.
export { visit_tools } from "./visit_tools.ts";
export { arrival } from "./arrival.ts";
export { day } from "./day.ts";
