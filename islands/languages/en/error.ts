import type { Texts } from "../../text.ts";

/** What is said where there is no page, or none could be made. */
export const error = {
  title_400: "This could not be read",
  text_400: "Go back, look over what you have entered, and try again.",
  title_404: "There is nothing here",
  text_404:
    "The address may be mistyped, or what was here is not yours to see. Your visits are on the home page.",
  title_500: "Something went wrong",
  text_500: "It is our fault, and it has been noted. Try again; if it stays like this, tell your clinic.",
  title_503: "We will be right back",
  text_503:
    "The service can’t be reached at the moment. A call that is going on continues. Try again in a minute.",
  error_id: "Number of this error: {id}",
  home: "Go to the home page",
  again: "Try again",
} as const satisfies Texts;
