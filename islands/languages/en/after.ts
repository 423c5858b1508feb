import type { Texts } from "../../text.ts";

/** What is said after a visit: who was there, what was shared, and how it was. */
export const after = {
  there: "Who was there",
  shared: "Shared in this visit",
  shared_more: "All pictures and files",
  quote: "If you ask us about it, please say this number: {number}",
  rate_title: "How was this visit?",
  rate_hint: "Only the clinic sees your answer.",
  star_1: "Very bad",
  star_2: "Bad",
  star_3: "All right",
  star_4: "Good",
  star_5: "Very good",
  comment: "Would you like to say more?",
  comment_hint: "You can leave this empty.",
  send: "Send",
  skip: "Not now",
  missing: "Please choose one of the five answers.",
  thanks: "Thank you! Your answer: {answer}",
  change: "Change",
  failed: "That did not work. Check the connection and try again.",
  too_late: "This visit is too long ago to be rated.",
} as const satisfies Texts;
