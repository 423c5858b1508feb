import { device_problem } from "./languages/en/device_problem.ts";
import { catalogue } from "./text.ts";

/** What a check of a device has found, and what helps. */
export const deviceProblemText = catalogue("device_problem", device_problem);
