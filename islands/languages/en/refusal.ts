import type { Texts } from "../../text.ts";

/** Why a form was refused. */
export const refusal = {
  sign_in: "The e-mail or the password is wrong.",
  current_password: "The current password is wrong.",
  new_password:
    "Please choose another one: at least {count} characters, and neither your name nor your e-mail.",
  email: "Somebody with this e-mail is there already.",
  bad_request: "Something in it can’t be taken. Please look it over.",
  unauthorized: "You have been signed out. Please sign in again.",
  not_found: "This is no longer there.",
  forbidden: "This is not allowed for you.",
  conflict: "This is not possible the way things are now. Load the page again and have a look.",
  too_large: "This is too long.",
  rate_limited: "Too many tries. Please try again in {duration}.",
  unavailable: "That did not work just now. Please try again in a moment.",
} as const satisfies Texts;
