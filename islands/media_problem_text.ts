import { media_problem } from "./languages/en/media_problem.ts";
import { catalogue } from "./text.ts";

/** Why camera or microphone can't be had, and what helps. */
export const mediaProblemText = catalogue("media_problem", media_problem);
