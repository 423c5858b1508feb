import type { Translation } from "../../text.ts";
import type { quiet as english } from "../en/quiet.ts";

/** What the switch in the header says. */
export const quiet: Translation<typeof english> = {
  label: "No molestar",
  on: "Las llamadas no suenan. Desactívelo para que puedan llamarle otra vez.",
  off: "Las llamadas suenan. Actívelo para que no le molesten.",
};
