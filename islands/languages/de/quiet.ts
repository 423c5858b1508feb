import type { Translation } from "../../text.ts";
import type { quiet as english } from "../en/quiet.ts";

/** What the switch in the header says. */
export const quiet: Translation<typeof english> = {
  label: "Nicht stören",
  on: "Anrufe klingeln bei Ihnen nicht. Schalten Sie das aus, um wieder angerufen zu werden.",
  off: "Anrufe klingeln bei Ihnen. Schalten Sie das ein, um ungestört zu sein.",
};
