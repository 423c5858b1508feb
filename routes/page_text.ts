import { catalogue } from "../islands/text.ts";

/** What stands around every page. */
export const pageText = catalogue({
  product: "Carewire",
  skip: "Skip to the content",
  navigation: "Pages",
  home: "Home",
  history: "History",
  signed_in_as: "Signed in as {name}",
  sign_out: "Sign out",
  no_script: "Calls need JavaScript. Please turn it on for this site; reading works without it.",
});
