import type { Texts } from "../../text.ts";

/** What the sign-in page says. */
export const sign_in = {
  title: "Sign in",
  email: "E-mail",
  password: "Password",
  submit: "Sign in",
  invited: "Invited to a visit? Open the link in your message again: you need no account.",
  incomplete: "Please enter your e-mail and your password.",
  demo_title: "This is a demo clinic.",
  demo_text: "Sign in as one of these, each with the password {password}:",
} as const satisfies Texts;
