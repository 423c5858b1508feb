import { type Context, Hono, type MiddlewareHandler } from "hono";
import * as v from "valibot";
import {
  type BodyOf,
  INTEGER_PARAMETERS,
  type Operation,
  partsOf,
  type PathValues,
  type QueryOf,
  type ReplyOf,
  type UploadFieldsOf,
} from "../realtime/core/api/operation.ts";
import type { Identity } from "../realtime/core/identity.ts";
import { accept, type Outcome, refuse } from "../realtime/core/outcome.ts";
import { isCleanText, JSON_PROBLEM_TEXT } from "../realtime/core/safe_json.ts";
import type { RefusalNotes } from "../realtime/refusal_notes.ts";
import type { Allowed, UserRates } from "../realtime/user_rates.ts";
import { type AuthenticationDeps, identityOf, requireIdentity } from "./authentication.ts";
import type { Body } from "./body_text.ts";
import { checkShape, readJson, wrongShape } from "./json_body.ts";
import { readOptionalJson } from "./optional_json.ts";
import { originCheck } from "./origin_check.ts";
import { keyOrZero, uuidOrNil } from "./path_id.ts";
import { problem, refusalProblem } from "./problem.ts";
import { remoteAddress, type RemoteBindings } from "./remote_address.ts";
import { type ReadUpload, readUpload } from "./upload_body.ts";

/** What a handler gets: everything of the request, checked by the operation. */
export interface Input<K extends string, O> {
  c: Context;
  who: O extends { open: true } ? undefined : Identity;
  /** Where the request came from, if that is known. */
  address: string | undefined;
  path: PathValues<K>;
  query: QueryOf<O>;
  body: BodyOf<O>;
  /** Reads the body of an operation that takes a file; its fields are checked like any other body. */
  upload: O extends { upload: unknown } ? ReadUpload<UploadFieldsOf<O>> : undefined;
}

/** A reply with one of the statuses and bodies that the operation documents, a refusal, or a response made by hand. */
export type Handler<K extends string, O> = (
  input: Input<K, O>,
) => Promise<Outcome<ReplyOf<O>> | Response>;

/** One handler for each operation; a missing one does not compile. */
export type Handlers<O extends Record<string, Operation>> = {
  [K in keyof O & string]: Handler<K, O[K]>;
};

/** An operation with its handler, the types forgotten. */
export interface Served {
  key: string;
  operation: Operation;
  // deno-lint-ignore no-explicit-any -- each handler takes just what its operation gives it
  handle: (input: any) => Promise<Outcome<{ status: unknown; body: unknown }> | Response>;
}

export interface ServeDeps {
  authentication: AuthenticationDeps;
  allowedOrigins: readonly string[];
  refusalNotes: RefusalNotes;
  /** How often each person may do what, over both doors. */
  rates: UserRates;
}

/** Ties operations to their handlers. */
export function served<O extends Record<string, Operation>>(all: O, handlers: Handlers<O>): Served[] {
  return Object.entries(all).map(([key, operation]) => ({ key, operation, handle: handlers[key] as never }));
}

/** The reply to a use case: its value as a body with a status, or its refusal. */
export function reply<T, S extends number, B>(
  outcome: Outcome<T>,
  status: S,
  bodyOf: (value: T) => B,
): Outcome<{ status: S; body: B }> {
  return outcome.ok ? accept({ status, body: bodyOf(outcome.value) }) : outcome;
}

/**
 * Serves all operations: origin, sign-in, path, query and body are checked before a handler runs; what it refuses is noted
 * in the audit log. A known path with another method is answered with 405.
 */
export function serveOperations(all: Served[], deps: ServeDeps): Hono<{ Bindings: RemoteBindings }> {
  const app = new Hono<{ Bindings: RemoteBindings }>();
  const origin = originCheck({
    allowedOrigins: deps.allowedOrigins,
    https: deps.authentication.https,
  });
  const signedIn = requireIdentity(deps.authentication);
  for (const [path, operationsOfPath] of byPath(all)) {
    const route = path.replaceAll(/\{(\w+)\}/g, ":$1");
    for (const one of operationsOfPath) {
      const before: MiddlewareHandler[] = one.operation.open ? [origin] : [origin, signedIn];
      app.on(partsOf(one.key).method, [route], ...before, (c) => answer(c, one, deps));
    }
    app.all(route, () => methodNotAllowed(operationsOfPath));
  }
  return app;
}

/** Concrete paths first (OpenAPI 3.1, "Path Templating Matching"). */
function byPath(all: Served[]): [string, Served[]][] {
  const paths = Map.groupBy(all, ({ key }) => partsOf(key).path);
  return [...paths].sort(([a], [b]) => Number(a.includes("{")) - Number(b.includes("{")));
}

function methodNotAllowed(known: Served[]): Response {
  const methods = known.map(({ key }) => partsOf(key).method);
  const allow = [...new Set(methods.flatMap((one) => one === "GET" ? ["GET", "HEAD"] : [one]))].join(", ");
  const response = problem(405, "method_not_allowed", `This address takes ${allow}.`);
  response.headers.set("Allow", allow);
  return response;
}

async function answer(c: Context, { key, operation, handle }: Served, deps: ServeDeps): Promise<Response> {
  const query = readQuery(c, operation);
  if (!query.ok) return query.response;
  const body = await readBody(c, operation);
  if (!body.ok) return body.response;
  const path = pathValues(c, partsOf(key).names);
  const who = operation.open ? undefined : identityOf(c);
  const tooMany = who && operation.rate && rateProblem(deps.rates.take(who.userId, operation.rate));
  if (tooMany) return tooMany;
  const address = remoteAddress(c);
  const { upload, readFields } = uploadOf(c, operation);
  const outcome = await handle({ c, who, address, path, query: query.value, body: body.value, upload });
  if (outcome instanceof Response) return outcome;
  if (!outcome.ok) {
    if (who) {
      await deps.refusalNotes.note(
        who,
        operation.name,
        outcome.code,
        [path, body.value ?? readFields(), query.value],
        address,
      );
    }
    return refusalProblem(outcome);
  }
  c.header("Cache-Control", "no-store");
  const status = outcome.value.status as 200;
  return outcome.value.body === null ? c.body(null, status) : c.json(outcome.value.body as object, status);
}

function rateProblem(allowed: Allowed): Response | undefined {
  return allowed.ok ? undefined : refusalProblem(refuse("rate_limited", "Too many of these at once.", {
    retryAfterSeconds: allowed.retryAfterSeconds,
  }));
}

const NO_FIELDS = v.strictObject({});

/** As strict as a body: what the database can't store is no value. */
function readQuery(c: Context, operation: Operation): Body<unknown> {
  const query = c.req.query();
  const unclean = Object.keys(query).find((name) => !isCleanText(query[name] ?? ""));
  if (unclean === undefined) return checkShape(operation.query ?? NO_FIELDS, query);
  const errors = [{ path: unclean, message: JSON_PROBLEM_TEXT.bad_text }];
  return { ok: false, response: wrongShape(errors) };
}

function readBody(c: Context, { body, bodyOptional }: Operation): Promise<Body<unknown>> | Body<undefined> {
  if (!body) return { ok: true, value: undefined };
  return bodyOptional ? readOptionalJson(c, body) : readJson(c, body);
}

/** What reads an upload, and the fields that it has read, for the note of a refusal. */
function uploadOf(c: Context, { upload }: Operation) {
  let fields: unknown;
  const read: ReadUpload<unknown> = async (take, limits) => {
    const read = await readUpload(c, upload?.fields ?? NO_FIELDS, take, limits);
    if (read.kind === "whole") fields = read.fields;
    return read;
  };
  return { upload: upload && read, readFields: () => fields };
}

/** Ids as they are stored. One that can't be an id names nothing, so it becomes one that never exists. */
function pathValues(c: Context, names: readonly string[]): Record<string, string | number> {
  return Object.fromEntries(names.map((name) => {
    const text = c.req.param(name) ?? "";
    if (!(INTEGER_PARAMETERS as readonly string[]).includes(name)) return [name, uuidOrNil(text)];
    return [name, keyOrZero(text)];
  }));
}
