// The areas in this language, as in `en/mod.ts`.
export { audit } from "./audit.ts";
export { call_report } from "./call_report.ts";
export { clinic } from "./clinic.ts";
export { clinic_now } from "./clinic_now.ts";
