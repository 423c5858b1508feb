import * as v from "valibot";
import { emailAddress, personName } from "../account_fields.ts";
import * as f from "../fields.ts";
import { accountObject, userObject } from "../objects.ts";
import { PASSWORD_LENGTH_MAX } from "../password_rules.ts";
import { pageObject, pageQuery } from "./lists.ts";
import { operations } from "./operation.ts";

/** Longest text to look people up by, in UTF-16 code units. */
export const SEARCH_LENGTH_MAX = 100;

const accountAnswer = v.object({ user: accountObject });
// How long it has to be, and what else, is for the rules of passwords to say.
const password = v.pipe(v.string(), v.minLength(1), v.maxLength(PASSWORD_LENGTH_MAX));

/** What an administrator says of somebody new. */
export const addUserRequest = v.strictObject({
  email: emailAddress,
  name: personName,
  role: f.role,
  password: v.optional(password),
});

/** What an administrator may change of somebody. */
export const changeUserRequest = v.strictObject({
  name: v.optional(personName),
  role: v.optional(f.role),
  disabled: v.optional(v.boolean()),
  email: v.optional(emailAddress),
});

/** What somebody says who chooses a new password. */
export const changePasswordRequest = v.strictObject({ current_password: password, new_password: password });

/** People, and their passwords. */
export const userOperations = operations({
  "GET /api/users": {
    name: "list_users",
    summary:
      "People by name: everybody but guests for administrators; for doctors whom they may choose, without " +
      "e-mail. q finds beginnings of words of the name and, for administrators, of the e-mail.",
    tag: "Users",
    query: v.strictObject({
      ...pageQuery,
      q: v.optional(v.pipe(v.string(), v.maxLength(SEARCH_LENGTH_MAX))),
      role: v.optional(f.role),
      disabled: v.optional(v.pipe(v.picklist(["true", "false"]), v.transform((text) => text === "true"))),
    }),
    answers: { 200: pageObject("users", v.union([accountObject, userObject])) },
    refusals: { 403: ["forbidden"] },
  },
  "GET /api/users/{user_id}": {
    name: "read_user",
    summary: "One account: one's own, or any for administrators.",
    tag: "Users",
    answers: { 200: accountAnswer },
  },
  "POST /api/users": {
    name: "add_user",
    summary: "Add somebody who may sign in; without a password one is made, and shown in this answer only.",
    tag: "Users",
    body: addUserRequest,
    answers: { 201: v.object({ user: accountObject, password: v.optional(v.string()) }) },
    refusals: { 403: ["forbidden"], 409: ["conflict"], 429: ["rate_limited"] },
  },
  "PATCH /api/users/{user_id}": {
    name: "change_user",
    summary:
      "Change name, role, e-mail, or whether somebody may sign in; disabling and a new role end all of their " +
      "sessions.",
    tag: "Users",
    body: changeUserRequest,
    answers: { 200: accountAnswer },
    refusals: { 409: ["conflict"] },
  },
  "POST /api/users/{user_id}/password": {
    name: "reset_password",
    summary: "Make a new password for somebody, shown in this answer only; ends all of their sessions.",
    tag: "Users",
    answers: { 200: v.object({ password: v.string() }) },
    refusals: { 409: ["conflict"], 429: ["rate_limited"] },
  },
  "POST /api/auth/password": {
    name: "change_password",
    summary: "Choose a new password; ends all of one's other sessions.",
    tag: "Sign-in",
    body: changePasswordRequest,
    answers: { 204: null },
    refusals: { 403: ["wrong_password"], 409: ["conflict"], 429: ["rate_limited"] },
  },
});
