import { clinic_now } from "../languages/en/clinic_now.ts";
import { catalogue } from "../text.ts";

export const clinicNowText = catalogue("clinic_now", clinic_now);
