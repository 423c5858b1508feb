import {
  INTEGER_PARAMETERS,
  isOtherMedia,
  type Operation,
  type OtherMedia,
  partsOf,
} from "../../realtime/core/api/operation.ts";
import type * as v from "valibot";
import { namedSchemas, type SchemaDocument, schemaOf } from "./json_schemas.ts";
import { problemResponses } from "./problem_responses.ts";

/** The version of the interface, not of the program: it grows by fields and operations, and breaks nothing. */
export const API_VERSION = "1.0.0";

const DESCRIPTION =
  `Times are ISO 8601 UTC with milliseconds. Users and appointments have integer ids, everything else UUIDs. Lists take
\`page\` (from 1) and \`per_page\` (at most 100). A foreign object looks like one that is not there: 404. Errors are problem details (RFC 9457).
Commands that take an \`Idempotency-Key\` or a \`client_id\` may be sent again for ever and are done once; where both are given, \`client_id\` counts.
Lengths of texts are counted in UTF-16 code units, as JavaScript does. Fields may be added to answers.`;

/** OpenAPI 3.1 of these operations, made from the schemas that the server validates with. */
export function openApiDocument(all: Record<string, Operation>, serverUrl: string): SchemaDocument {
  const paths: Record<string, Record<string, SchemaDocument>> = {};
  for (const [key, operation] of Object.entries(all)) {
    const { method, path } = partsOf(key);
    (paths[path] ??= {})[method.toLowerCase()] = operationDocument(key, operation);
  }
  return {
    openapi: "3.1.1",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: "Carewire",
      version: API_VERSION,
      description: DESCRIPTION,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: serverUrl }],
    tags: [...new Set(Object.values(all).map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: { schemas: { ...namedSchemas(), Problem: PROBLEM }, securitySchemes: SECURITY },
  };
}

const SECURITY = {
  bearer: { type: "http", scheme: "bearer", description: "The `token` of a sign-in." },
  cookie: {
    type: "apiKey",
    in: "cookie",
    name: "__Host-carewire",
    description:
      "Set by a sign-in, for browsers; `carewire` on http loopback. State changes then need an Origin of ours.",
  },
};

const PROBLEM = {
  type: "object",
  description: "Problem details (RFC 9457); `code` is for programs, `title` for people.",
  properties: {
    type: { type: "string", format: "uri-reference" },
    title: { type: "string" },
    status: { type: "integer" },
    code: { type: "string" },
    detail: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: { path: { type: "string" }, message: { type: "string" } },
        required: ["path", "message"],
      },
    },
    error_id: { type: "string" },
  },
  required: ["type", "title", "status", "code"],
};

function operationDocument(key: string, operation: Operation): SchemaDocument {
  const { method, names } = partsOf(key);
  const body = bodyDocument(operation);
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [operation.tag],
    security: operation.open ? [] : [{ bearer: [] }, { cookie: [] }],
    parameters: [
      ...names.map(pathParameter),
      ...queryParameters(operation),
      ...(operation.repeatable ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body ? { requestBody: body } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(operation.answers).map(([status, answer]) => [status, answerDocument(answer)]),
      ),
      ...problemResponses(operation, { changes: method !== "GET", hasPath: names.length > 0 }),
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description: "Counts as the command's client_id where the body gives none: the same key is done once.",
  schema: { type: "string", minLength: 1, maxLength: 128 },
};

function pathParameter(name: string): SchemaDocument {
  const isInteger = (INTEGER_PARAMETERS as readonly string[]).includes(name);
  return {
    name,
    in: "path",
    required: true,
    schema: isInteger ? { type: "integer", minimum: 1 } : { type: "string", format: "uuid" },
  };
}

function queryParameters({ query }: Operation): SchemaDocument[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, "input") as {
    properties?: Record<string, SchemaDocument>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema: withNumberDefault(schema),
  }));
}

/** A default is written as text in the query, and shown as the number that it is. */
function withNumberDefault(schema: SchemaDocument): SchemaDocument {
  const isNumber = schema.type === "integer" && typeof schema.default === "string";
  return isNumber ? { ...schema, default: Number(schema.default) } : schema;
}

function bodyDocument({ body, bodyOptional, upload }: Operation): SchemaDocument | undefined {
  if (upload) return { required: true, content: { [upload.media]: { schema: uploadSchema(upload) } } };
  if (!body) return undefined;
  return {
    required: !bodyOptional,
    content: { "application/json": { schema: schemaOf(body, "input") } },
  };
}

function uploadSchema({ description, fields }: OtherMedia): SchemaDocument {
  const { properties = {}, required = [] } = (fields ? schemaOf(fields, "input") : {}) as {
    properties?: Record<string, SchemaDocument>;
    required?: string[];
  };
  return {
    type: "object",
    properties: { file: { type: "string", format: "binary", description }, ...properties },
    required: ["file", ...required],
  };
}

function answerDocument(answer: v.GenericSchema | OtherMedia | null): SchemaDocument {
  if (answer === null) return { description: "Done." };
  if (isOtherMedia(answer)) {
    return { description: answer.description, content: { [answer.media]: {} } };
  }
  return {
    description: "Done.",
    content: { "application/json": { schema: schemaOf(answer, "output") } },
  };
}
