import { files } from "../languages/en/files.ts";
import { catalogue } from "../text.ts";

/** The texts around files before they are sent, and around pictures that are looked at. */
export const filesText = catalogue("files", files);
