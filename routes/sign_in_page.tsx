import { type Context, Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import * as v from "valibot";
import { loginRequest } from "../realtime/core/api/auth_operations.ts";
import { isCleanText } from "../realtime/core/safe_json.ts";
import { deviceName } from "../realtime/device_name.ts";
import { signOut } from "../realtime/session_life.ts";
import { signIn } from "../realtime/sign_in.ts";
import { authentication, type AuthRouteDeps, secondsUntil } from "./auth.ts";
import { identifyRequest } from "./authentication.ts";
import { readBodyText } from "./body_text.ts";
import { unreadForm } from "./error_page.tsx";
import { localPath } from "./local_path.ts";
import { originCheck } from "./origin_check.ts";
import { Page, renderPage } from "./page.tsx";
import { signInRefusalText } from "./refusal_text.ts";
import { remoteAddress, type RemoteBindings } from "./remote_address.ts";
import { statusOf } from "./problem.ts";
import { clearSessionCookie, setSessionCookie } from "./session_cookie.ts";
import { type DemoHint, SignInForm, type SignInFormProps } from "./sign_in_form.tsx";
import { signInText } from "./sign_in_text.ts";

export interface SignInPageDeps extends AuthRouteDeps {
  demo?: DemoHint;
}

type App = Hono<{ Bindings: RemoteBindings }>;
type AppContext = Context<{ Bindings: RemoteBindings }>;

const FORM_TYPE = "application/x-www-form-urlencoded";

/** `/sign-in` and `/sign-out`: forms that work without JavaScript. */
export function signInPage(deps: SignInPageDeps): App {
  const routes: App = new Hono();
  routes.use("/sign-in", originCheck(deps));
  routes.use("/sign-out", originCheck(deps));
  routes.get("/sign-in", async (c) => {
    const next = localPath(c.req.query("next"));
    if (await identifyRequest(authentication(deps), c.req.raw, remoteAddress(c))) {
      return c.redirect(next, 303);
    }
    return showForm(c, deps, { email: "", next });
  });
  routes.post("/sign-in", (c) => postSignIn(c, deps));
  routes.post("/sign-out", (c) => postSignOut(c, deps));
  return routes;
}

async function postSignIn(c: AppContext, deps: SignInPageDeps): Promise<Response> {
  const body = await readBodyText(c, FORM_TYPE);
  if (!body.ok) return unreadForm(c, body.response);
  const form = Object.fromEntries(new URLSearchParams(body.value));
  const next = localPath(form.next);
  const request = v.safeParse(loginRequest, { email: form.email, password: form.password });
  const email = request.success ? request.output.email : "";
  if (!request.success || !isCleanText(email)) {
    return showForm(c, deps, { email: "", next, error: signInText("incomplete") }, 422);
  }
  const outcome = await signIn(deps.signIn, {
    ...request.output,
    address: remoteAddress(c),
    device: deviceName(c.req.header("User-Agent")),
  });
  if (!outcome.ok) {
    if ("retryAfterSeconds" in outcome) c.header("Retry-After", String(outcome.retryAfterSeconds));
    const status = statusOf(outcome.code) as ContentfulStatusCode;
    return showForm(c, deps, { email, next, error: signInRefusalText(outcome) }, status);
  }
  const maxAgeSeconds = secondsUntil(outcome.value.sessionExpiresAtMs, deps);
  setSessionCookie(c, outcome.value.cookie, { https: deps.https, maxAgeSeconds });
  return c.redirect(next, 303);
}

async function postSignOut(c: AppContext, deps: SignInPageDeps): Promise<Response> {
  const who = await identifyRequest(authentication(deps), c.req.raw, remoteAddress(c));
  if (who) await signOut(deps.signIn, who, remoteAddress(c));
  clearSessionCookie(c, deps.https);
  return c.redirect("/sign-in", 303);
}

function showForm(
  c: AppContext,
  { demo }: SignInPageDeps,
  props: Omit<SignInFormProps, "demo">,
  status: ContentfulStatusCode = 200,
): Response {
  return renderPage(
    c,
    <Page title={signInText("title")} layout="card">
      <SignInForm {...props} demo={demo} />
    </Page>,
    status,
  );
}
