// The areas in this language, as in `en/mod.ts`.
export { arrival } from "./arrival.ts";
export { day } from "./day.ts";
export { queue } from "./queue.ts";
export { visit_tools } from "./visit_tools.ts";
export { waiting } from "./waiting.ts";
export { check } from "./check.ts";
export { check_link } from "./check_link.ts";
export { device_problem } from "./device_problem.ts";
