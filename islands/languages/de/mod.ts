// The areas in this language, as in `en/mod.ts`.
export { queue } from "./queue.ts";
export { waiting } from "./waiting.ts";
