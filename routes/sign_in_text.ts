import { sign_in } from "../islands/languages/en/sign_in.ts";
import { catalogue } from "../islands/text.ts";

export const signInText = catalogue("sign_in", sign_in);
