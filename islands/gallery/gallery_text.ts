import { gallery } from "../languages/en/gallery.ts";
import { catalogue } from "../text.ts";

/** What the pictures and files of a conversation are shown with. */
export const galleryText = catalogue("gallery", gallery);
