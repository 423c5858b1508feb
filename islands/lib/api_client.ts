/// <reference lib="dom" />
import type { AllOperations } from "../../realtime/core/api/all_operations.ts";
import type {
  AnswerOf,
  BodyInput,
  Operation,
  PathNames,
  PathValues,
  QueryInput,
} from "../../realtime/core/api/operation.ts";
import { ApiError, apiErrorOf } from "./api_error.ts";

export type OperationKey = keyof AllOperations & string;

type PathPart<K extends string> = [PathNames<K>] extends [never] ? { path?: undefined }
  : { path: PathValues<K> };
type QueryPart<O> = O extends { query: unknown } ? { query?: Written<QueryInput<O>> } : { query?: undefined };
type BodyPart<O> = O extends { upload: unknown } ? { body: FormData }
  : O extends { body: unknown }
    ? O extends { bodyOptional: true } ? { body?: BodyInput<O> } : { body: BodyInput<O> }
  : { body?: undefined };
/** Numbers may be written as numbers: everything in a query is text on the wire. */
type Written<Q> = { [N in keyof Q]: Q[N] | (string extends Q[N] ? number : never) };

/** What an operation is asked with; types come from the schemas that the server validates by. */
export type ApiRequest<K extends OperationKey> =
  & PathPart<K>
  & QueryPart<AllOperations[K]>
  & BodyPart<AllOperations[K]>
  & {
    /** The same key is done once, however often it is sent. */
    idempotencyKey?: string;
    signal?: AbortSignal;
  };

/** What it answers; bytes where the answer is no JSON. */
export type ApiAnswer<K extends OperationKey> = AllOperations[K] extends infer O extends Operation
  ? AnswerOf<O>
  : never;

type MayBeEmpty<K extends OperationKey> = Record<never, never> extends ApiRequest<K> ? true : false;

export interface ApiClientOptions {
  /** Where the server is, `https://clinic.example`; this page's own by default. */
  origin?: string;
  fetch?: typeof fetch;
}

/** Asks the API by its operations: `api.ask("GET /api/calls/{call_id}", { path: { call_id } })`. */
export class ApiClient {
  /** The bearer token to send, of a sign-in or a refresh; pages of the server itself have the cookie instead. */
  token: string | undefined;
  readonly #options: ApiClientOptions;

  constructor(options: ApiClientOptions = {}) {
    this.#options = options;
  }

  /** One request; resolves with the answer's body, rejects with an ApiError. */
  async ask<K extends OperationKey>(
    key: K,
    ...[request]: MayBeEmpty<K> extends true ? [ApiRequest<K>?] : [ApiRequest<K>]
  ): Promise<ApiAnswer<K>> {
    const response = await this.#send(key, request ?? {});
    if (!response.ok) throw await apiErrorOf(response);
    return await bodyOf(response) as ApiAnswer<K>;
  }

  #send(key: string, request: Partial<PlainRequest>): Promise<Response> {
    const [method = "", template = ""] = key.split(" ");
    const { fetch: send = fetch, origin = "" } = this.#options;
    const { body, signal, idempotencyKey } = request;
    const headers = new Headers({ Accept: "application/json" });
    if (this.token !== undefined) headers.set("Authorization", `Bearer ${this.token}`);
    if (idempotencyKey !== undefined) headers.set("Idempotency-Key", idempotencyKey);
    if (body !== undefined && !(body instanceof FormData)) headers.set("Content-Type", "application/json");
    const url = origin + pathOf(template, request.path) + searchOf(request.query);
    return send(url, {
      method,
      headers,
      body: body === undefined || body instanceof FormData ? body : JSON.stringify(body),
      signal,
    }).catch((fault: Error) => {
      if (fault.name === "AbortError") throw fault;
      throw new ApiError(0, "unavailable", fault.message);
    });
  }
}

interface PlainRequest {
  path: Record<string, string | number>;
  query: Record<string, string | number | undefined>;
  body: unknown;
  idempotencyKey: string;
  signal: AbortSignal;
}

function pathOf(template: string, values: Record<string, string | number> = {}): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
}

function searchOf(query: Record<string, string | number | undefined> = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]]
  );
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  const isJson = /^application\/(\w+\+)?json/.test(response.headers.get("Content-Type") ?? "");
  return isJson ? await response.json() : new Uint8Array(await response.arrayBuffer());
}
