// The areas in this language, as in `en/mod.ts`.
export { after } from "./after.ts";
export { gallery } from "./gallery.ts";
export { inbox } from "./inbox.ts";
export { newest } from "./newest.ts";
export { visit_tools } from "./visit_tools.ts";
export { arrival } from "./arrival.ts";
export { check } from "./check.ts";
export { check_link } from "./check_link.ts";
export { day } from "./day.ts";
export { save } from "./save.ts";
export { device_problem } from "./device_problem.ts";
