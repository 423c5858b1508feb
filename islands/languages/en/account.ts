import type { Texts } from "../../text.ts";

/** What the page about oneself says. */
export const account = {
  title: "Your account",
  name: "Name",
  email: "E-mail",
  role: "Role",
  password: "Password",
  current_password: "Current password",
  new_password: "New password",
  password_hint: "At least {count} characters, and neither your name nor your e-mail.",
  again: "New password, once more",
  again_differs: "This is not the same as the new password.",
  missing: "Please fill this in.",
  change: "Change password",
  change_effect: "You stay signed in here, and are signed out everywhere else.",
  no_password: "You sign in without a password here, so there is none to change.",
  sessions: "Where you are signed in",
  session_device: "{browser} on {system}",
  session_unknown: "A program",
  session_external: "A program, by your organisation’s sign-in",
  session_since: "since",
  this_one: "Here",
  sign_out_elsewhere: "Sign out everywhere else",
  only_here: "You are signed in here only.",
  done_password: "Your password was changed. Everywhere else you are signed out.",
  done_elsewhere: "You are signed out everywhere else.",
} as const satisfies Texts;
