import { account } from "../islands/languages/en/account.ts";
import { catalogue } from "../islands/text.ts";

export const accountText = catalogue("account", account);
