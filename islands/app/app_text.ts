import { app } from "../languages/en/app.ts";
import { catalogue } from "../text.ts";

/** What Carewire says as an app. */
export const appText = catalogue("app", app);
