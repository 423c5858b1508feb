import { check } from "../languages/en/check.ts";
import { catalogue } from "../text.ts";

/** The check of camera, sound and connection before a visit. */
export const checkText = catalogue("check", check);
