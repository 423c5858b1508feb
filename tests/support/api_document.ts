import { Ajv2020 } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import type { Schema } from "./schema_values.ts";

/** One operation of an OpenAPI document. */
export interface DocumentedOperation {
  /** As the document's `operationId`. */
  name: string;
  method: string;
  path: string;
  isOpen: boolean;
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  /** Schema of the JSON body, where there is one. */
  body: Schema | undefined;
  bodyRequired: boolean;
  /** Whether the body is a form with a file. */
  isUpload: boolean;
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

/** An OpenAPI document with what is needed to hold answers against it. */
export class ApiDocument {
  readonly operations: DocumentedOperation[];
  readonly schemas: Record<string, Schema>;
  readonly #ajv: Ajv2020;
  readonly #checks = new Map<string, (value: unknown) => boolean>();

  constructor(document: Schema) {
    this.schemas = document.components.schemas;
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, Schema>).map(([method, one]) => operationOf(method, path, one))
    );
    this.#ajv = new Ajv2020({ strict: false, allErrors: true });
    // deno-lint-ignore no-explicit-any -- the package's default export is typed for CommonJS
    (addFormats as any)(this.#ajv);
    this.#ajv.addSchema({ $id: "doc", components: document.components });
  }

  /** What is wrong with an answer by the document, or undefined when nothing is. */
  problemWith(
    operation: DocumentedOperation,
    status: number,
    type: string | null,
    body: unknown,
  ): string | undefined {
    const documented = operation.responses[status];
    if (!documented) return `status ${status} is not documented`;
    const media = type?.split(";")[0]?.trim() ?? "";
    if (!documented.content) {
      return body === null || body === "" ? undefined : "a body where none is documented";
    }
    const content = documented.content[media] ?? documented.content["*/*"] ??
      documented.content["application/octet-stream"];
    if (!content) return `content type ${media} is not documented for ${status}`;
    if (!content.schema || !media.includes("json")) return undefined;
    const check = this.#check(`${operation.name} ${status}`, content.schema);
    return check(body) ? undefined : this.#ajv.errorsText((check as { errors?: null }).errors);
  }

  #check(key: string, schema: Schema): (value: unknown) => boolean {
    const known = this.#checks.get(key);
    if (known) return known;
    // References lead into the document, wherever the schema stands.
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"doc#/components/');
    const check = this.#ajv.compile(JSON.parse(text)) as (value: unknown) => boolean;
    this.#checks.set(key, check);
    return check;
  }
}

function operationOf(method: string, path: string, one: Schema): DocumentedOperation {
  const content = one.requestBody?.content ?? {};
  return {
    name: one.operationId,
    method: method.toUpperCase(),
    path,
    isOpen: one.security.length === 0,
    parameters: one.parameters,
    body: content["application/json"]?.schema,
    bodyRequired: one.requestBody?.required ?? false,
    isUpload: "multipart/form-data" in content,
    responses: one.responses,
  };
}
