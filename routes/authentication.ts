import type { Context, MiddlewareHandler } from "hono";
import type { Identity } from "../realtime/core/identity.ts";
import type { Credential } from "../realtime/identify.ts";
import { signInProblem } from "./problem.ts";
import { remoteAddress } from "./remote_address.ts";
import { readSessionCookie } from "./session_cookie.ts";

declare module "hono" {
  interface ContextVariableMap {
    /** Set by `requireIdentity`. */
    identity: Identity;
  }
}

export interface AuthenticationDeps {
  https: boolean;
  /** Who a credential belongs to, as of now; `address` is where it came from, if that is known. */
  identify(credential: Credential, address: string | undefined): Promise<Identity | undefined>;
}

/** What a request proves itself with. An Authorization header is the only thing that counts where there is one. */
export function credentialOf(request: Request, https: boolean): Credential | undefined {
  const header = request.headers.get("Authorization");
  if (header !== null) {
    const token = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i.exec(header)?.[1];
    return token === undefined ? undefined : { type: "bearer", token };
  }
  const value = readSessionCookie(request, https);
  return value === undefined ? undefined : { type: "cookie", value };
}

/** Who sent this request, if anybody signed in did. */
export async function identifyRequest(
  deps: AuthenticationDeps,
  request: Request,
  address: string | undefined,
): Promise<Identity | undefined> {
  const credential = credentialOf(request, deps.https);
  return credential && await deps.identify(credential, address);
}

/** Answers 401 to whoever is not signed in; behind it `identityOf` gives who it is. */
export function requireIdentity(deps: AuthenticationDeps): MiddlewareHandler {
  return async function identifySender(c, next) {
    const who = await identifyRequest(deps, c.req.raw, remoteAddress(c));
    if (!who) return signInProblem();
    c.set("identity", who);
    await next();
  };
}

/** Who sent this request; only behind `requireIdentity`. */
export function identityOf(c: Context): Identity {
  const who: Identity | undefined = c.get("identity");
  if (!who) throw new Error("Cannot tell who asks: the route is not behind requireIdentity");
  return who;
}
