import * as v from "valibot";
import { EMAIL_LENGTH_MAX } from "../account_fields.ts";
import * as f from "../fields.ts";
import { userObject } from "../objects.ts";
import { PASSWORD_LENGTH_MAX } from "../password_rules.ts";
import { operations } from "./operation.ts";

/** What either door of the sign-in takes. */
export const loginRequest = v.strictObject({
  email: v.pipe(v.string(), v.minLength(1), v.maxLength(EMAIL_LENGTH_MAX)),
  password: v.pipe(v.string(), v.minLength(1), v.maxLength(PASSWORD_LENGTH_MAX)),
});

/** Who has signed in, with a bearer token; browsers get the cookie beside it. */
export const signedIn = v.object({ token: v.string(), expires_at: f.time, user: userObject });

/** Sign-in, sessions and tickets. */
export const authOperations = operations({
  "POST /api/auth/login": {
    name: "login",
    summary: "Sign in with e-mail and password; sets the session cookie and gives a bearer token.",
    tag: "Sign-in",
    open: true,
    body: loginRequest,
    answers: { 200: signedIn },
    refusals: { 401: ["unauthorized"], 429: ["rate_limited"] },
  },
  "POST /api/auth/logout": {
    name: "logout",
    summary: "End this session: its cookie, its tokens and its sockets.",
    tag: "Sign-in",
    answers: { 204: null },
  },
  "POST /api/auth/refresh": {
    name: "refresh",
    summary: "Make the session last longer, up to seven days in all, and get a new token.",
    tag: "Sign-in",
    answers: { 200: v.object({ token: v.string(), expires_at: f.time }) },
    // A token of an external issuer.
    refusals: { 409: ["conflict"] },
  },
  "GET /api/auth/me": {
    name: "read_me",
    summary: "Who is signed in.",
    tag: "Sign-in",
    answers: { 200: v.object({ user: userObject }) },
  },
  "POST /api/realtime/ticket": {
    name: "make_ticket",
    summary: "A ticket that opens one socket within 30 seconds, for programs without the cookie.",
    tag: "Sign-in",
    answers: { 200: v.object({ ticket: v.string(), expires_at: f.time }) },
  },
});
