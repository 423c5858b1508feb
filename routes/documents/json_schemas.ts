import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type * as v from "valibot";
import * as objects from "../../realtime/core/objects.ts";

/** A JSON Schema (2020-12), as both documents hold it. */
export type SchemaDocument = Record<string, unknown>;

/** The objects that documents name once: `callObject` stands there as `Call`. */
const NAMED = Object.fromEntries(
  Object.entries(objects).filter(([name]) => name.endsWith("Object")).map(([name, schema]) =>
    [name[0]?.toUpperCase() + name.slice(1, -"Object".length), schema as v.GenericSchema] as const
  ),
);

/** Where the named objects stand in OpenAPI and AsyncAPI documents alike. */
const COMPONENTS = "#/components/schemas/";

/** The schema of what is sent to us (`input`), or of what we send (`output`). */
export function schemaOf(schema: v.GenericSchema, side: "input" | "output"): SchemaDocument {
  const { $schema: _, $defs: __, ...rest } = convert(schema, side, NAMED);
  return rest;
}

/** All named objects, each of them referring to the others. */
export function namedSchemas(): Record<string, SchemaDocument> {
  return Object.fromEntries(
    Object.entries(NAMED).map(([name, schema]) => {
      const { [name]: _, ...others } = NAMED;
      const { $schema: __, $defs: ___, ...rest } = convert(schema, "output", others);
      return [name, rest];
    }),
  );
}

function convert(
  schema: v.GenericSchema,
  typeMode: "input" | "output",
  definitions: Record<string, v.GenericSchema>,
): SchemaDocument {
  return toJsonSchema(schema, {
    target: "draft-2020-12",
    typeMode,
    errorMode: "ignore",
    definitions,
    overrideRef: ({ referenceId }) => COMPONENTS + referenceId,
    overrideSchema: ({ valibotSchema }) => queryNumber(valibotSchema),
  }) as SchemaDocument;
}

/** Numbers in a query arrive as text; documents show what they stand for. */
function queryNumber(schema: unknown): JsonSchema | undefined {
  const { pipe = [] } = schema as { pipe?: { type?: string; metadata?: { query?: JsonSchema } }[] };
  return pipe.find((one) => one.type === "metadata")?.metadata?.query;
}
