// The areas in this language, as in `en/mod.ts`.
export { app } from "./app.ts";
export { arrival } from "./arrival.ts";
export { check } from "./check.ts";
export { check_link } from "./check_link.ts";
export { day } from "./day.ts";
export { device_problem } from "./device_problem.ts";
export { push } from "./push.ts";
export { visit_tools } from "./visit_tools.ts";
export { worker } from "./worker.ts";
