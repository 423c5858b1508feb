// The areas in this language, as in `en/mod.ts`.
export { app } from "./app.ts";
export { arrival } from "./arrival.ts";
export { day } from "./day.ts";
export { push } from "./push.ts";
export { worker } from "./worker.ts";
