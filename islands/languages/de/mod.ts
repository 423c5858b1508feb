// The areas in this language, as in `en/mod.ts`.
export { audit } from "./audit.ts";
export { call_report } from "./call_report.ts";
export { clinic } from "./clinic.ts";
export { clinic_now } from "./clinic_now.ts";
export { visit_tools } from "./visit_tools.ts";
export { arrival } from "./arrival.ts";
export { check } from "./check.ts";
export { check_link } from "./check_link.ts";
export { day } from "./day.ts";
export { device_problem } from "./device_problem.ts";
