import { clinic } from "../islands/languages/en/clinic.ts";
import { catalogue } from "../islands/text.ts";

export const clinicText = catalogue("clinic", clinic);
