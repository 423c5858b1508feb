import type { ApiDocument, DocumentedOperation } from "./api_document.ts";
import type { SchemaValues } from "./schema_values.ts";

/** One request, as it goes out. */
export interface FuzzRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | FormData | undefined;
}

/** An answer, read whole. */
export interface FuzzAnswer {
  status: number;
  type: string | null;
  allow: string | null;
  body: unknown;
}

/** How requests are made up. */
export interface FuzzOptions {
  origin: string;
  values: SchemaValues;
  /** How often all of a request is valid. */
  validShare: number;
  token: string;
}

/** A request for an operation: all of it valid, or something of it broken. */
export function fuzzRequest(operation: DocumentedOperation, options: FuzzOptions): FuzzRequest {
  const { values, origin, token } = options;
  const isValid = values.isTrue(options.validShare);
  const breaks = isValid ? "nothing" : values.pick(["path", "query", "body", "body", "headers"]);
  const url = origin + pathOf(operation, values, breaks === "path") +
    queryOf(operation, values, breaks === "query");
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  for (const parameter of operation.parameters) {
    if (parameter.in === "header" && values.isTrue(0.3)) headers[parameter.name] = `key-${values.below(50)}`;
  }
  const body = bodyOf(operation, values, breaks === "body");
  if (typeof body === "string") headers["content-type"] = "application/json";
  if (breaks === "headers") breakHeaders(headers, values);
  return { method: operation.method, url, headers, body };
}

/** Sends a request and reads the answer. */
export async function sendFuzz({ url, body, ...init }: FuzzRequest): Promise<FuzzAnswer> {
  const response = await fetch(url, { ...init, body, redirect: "manual" });
  const type = response.headers.get("content-type");
  const text = await response.text();
  const isJson = /^application\/([\w.]+\+)?json/.test(type ?? "");
  return {
    status: response.status,
    type,
    allow: response.headers.get("allow"),
    body: isJson ? JSON.parse(text) : text,
  };
}

/** What is wrong with an answer, by the document. */
export function problemWith(
  document: ApiDocument,
  operation: DocumentedOperation,
  answer: FuzzAnswer,
): string | undefined {
  if (answer.status >= 500) return `a server error: ${answer.status} ${JSON.stringify(answer.body)}`;
  return document.problemWith(operation, answer.status, answer.type, answer.body);
}

function pathOf(operation: DocumentedOperation, values: SchemaValues, isBroken: boolean): string {
  return operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const schema = operation.parameters.find((one) => one.name === name)?.schema;
    const value = isBroken ? values.nastyText() : String(values.valid(schema, name));
    return encodeURIComponent(value.toWellFormed()) || "x";
  });
}

function queryOf(operation: DocumentedOperation, values: SchemaValues, isBroken: boolean): string {
  const query = new URLSearchParams();
  for (const { name, schema, in: place } of operation.parameters) {
    if (place === "query" && values.isTrue(0.4)) query.append(name, String(values.valid(schema, name)));
  }
  if (isBroken) {
    const names = operation.parameters.filter((one) => one.in === "query").map((one) => one.name);
    query.append(values.pick([...names, "unknown", "page"]), values.nastyText().toWellFormed());
  }
  return query.size > 0 ? `?${query}` : "";
}

function bodyOf(
  operation: DocumentedOperation,
  values: SchemaValues,
  isBroken: boolean,
): string | FormData | undefined {
  if (operation.isUpload) return formOf(values, isBroken);
  if (!operation.body) return undefined;
  if (!operation.bodyRequired && values.isTrue(0.3)) return undefined;
  if (!isBroken) return JSON.stringify(values.valid(operation.body));
  if (values.isTrue(0.1)) return values.pick(["", "{", "[1,", "nul", '{"a":1}x', "\u0000", "[".repeat(500)]);
  return JSON.stringify(values.broken(operation.body));
}

/** The eight bytes that every PNG begins with, and then nothing of one. */
const PNG_START = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);

function formOf(values: SchemaValues, isBroken: boolean): FormData {
  const form = new FormData();
  const bytes = values.pick([PNG_START, new TextEncoder().encode("plain text"), new Uint8Array()]);
  const name = isBroken ? values.nastyText().toWellFormed() : values.pick(["a.txt", "b.png", "c.pdf"]);
  form.append("file", new File([bytes], name));
  if (isBroken) {
    form.append(
      values.pick(["access_control", "conversation_id", "unknown"]),
      values.nastyText().toWellFormed(),
    );
  }
  return form;
}

function breakHeaders(headers: Record<string, string>, values: SchemaValues): void {
  const change = values.below(4);
  if (change === 0) {
    headers["content-type"] = values.pick(["text/plain", "application/xml", "multipart/form-data"]);
  } else if (change === 1) {
    headers.authorization = values.pick(["Bearer x", "Basic YTpi", "Bearer ", "x".repeat(3_000)]);
  } else if (change === 2) headers.origin = "https://evil.test";
  else headers["idempotency-key"] = "k".repeat(values.below(300) + 1);
}
