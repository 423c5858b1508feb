import { catalogue } from "../text.ts";

/** What the switch in the header says. */
export const quietText = catalogue({
  label: "Do not disturb",
  on: "Calls do not ring for you. Turn this off to be called again.",
  off: "Calls ring for you. Turn this on to be left alone.",
});
