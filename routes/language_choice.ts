import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { languageNamed } from "../islands/languages.ts";
import { readForm } from "./form_body.ts";
import { LANGUAGE_COOKIE } from "./languages.ts";
import { localPath } from "./local_path.ts";
import { originAllowed, type OriginDeps } from "./origin_check.ts";
import { problem } from "./problem.ts";

const COOKIE_SECONDS = 31_536_000;

/** `POST /language`: another language from now on, on this device; back to where it was chosen. Works without scripts. */
export function languageChoice({ allowedOrigins, https }: OriginDeps): Hono {
  return new Hono().post("/language", async (c) => {
    // Also without a session: nobody else's page decides what somebody reads.
    const origin = c.req.header("Origin") ?? null;
    if (!originAllowed(origin, { allowedOrigins, usesCookie: true })) {
      return problem(403, "forbidden", "This origin is not allowed.");
    }
    const form = await readForm(c);
    if (!form.ok) return form.response;
    const language = languageNamed(form.value.language);
    if (!language) return problem(422, "bad_request", "There is no such language.");
    setCookie(c, LANGUAGE_COOKIE, language, {
      path: "/",
      maxAge: COOKIE_SECONDS,
      sameSite: "Lax",
      httpOnly: true,
      secure: https,
    });
    return c.redirect(localPath(form.value.next), 303);
  });
}
