import type { SchemaDocument } from "./json_schemas.ts";
import { referenceText as t } from "./reference_text.ts";

/** Deeper than this a schema is only named. */
const DEPTH_MAX = 4;

/** A JSON Schema as a short word for its type and, for objects, a list of its fields. */
export function SchemaView({ schema, depth = 0 }: { schema: SchemaDocument; depth?: number }) {
  const inner = objectIn(schema);
  return (
    <>
      <TypeName schema={schema} />
      {inner && depth < DEPTH_MAX && <Fields schema={inner} depth={depth} />}
    </>
  );
}

function Fields({ schema, depth }: { schema: SchemaDocument; depth: number }) {
  const fields = Object.entries(schema.properties as Record<string, SchemaDocument>);
  const required = (schema.required ?? []) as string[];
  return (
    <ul class="schema-fields">
      {fields.map(([name, field]) => (
        <li key={name}>
          <code>{name}</code> <SchemaView schema={field} depth={depth + 1} />{" "}
          {required.includes(name) && <span class="muted">· {t("required")}</span>}
        </li>
      ))}
    </ul>
  );
}

function TypeName({ schema }: { schema: SchemaDocument }) {
  const reference = referenceIn(schema);
  const suffix = schema.type === "array" ? "[]" : isNullable(schema) ? " | null" : "";
  if (!reference) return <span class="schema-type">{typeText(schema)}</span>;
  return (
    <span class="schema-type">
      <a href={`#object-${reference}`}>{reference}</a>
      {suffix}
    </span>
  );
}

/** The named object that a schema is, or is a list of. */
function referenceIn(schema: SchemaDocument): string | undefined {
  const items = schema.type === "array" ? schema.items as SchemaDocument | undefined : undefined;
  const [first] = isNullable(schema) ? schema.anyOf as SchemaDocument[] : [];
  const reference = (items ?? first ?? schema).$ref;
  return typeof reference === "string" ? reference.split("/").at(-1) : undefined;
}

/** The object whose fields are worth listing: the schema itself, or what a list holds. */
function objectIn(schema: SchemaDocument): SchemaDocument | undefined {
  const candidates = [
    schema,
    ...(schema.items ? [schema.items] : []),
    ...((schema.anyOf ?? []) as unknown[]),
  ];
  return (candidates as SchemaDocument[]).find((one) => one.properties !== undefined);
}

function isNullable(schema: SchemaDocument): boolean {
  const options = (schema.anyOf ?? []) as SchemaDocument[];
  return options.length === 2 && options[1]?.type === "null";
}

function typeText(schema: SchemaDocument): string {
  const { type, format, anyOf, enum: words, const: only, minimum, maximum, minLength, maxLength } = schema;
  if (only !== undefined) return JSON.stringify(only);
  if (Array.isArray(words)) return words.map((word) => `"${word}"`).join(" | ");
  if (Array.isArray(anyOf)) return anyOf.map((one) => typeText(one as SchemaDocument)).join(" | ");
  if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) ?? "";
  const range = rangeText(minimum ?? minLength, maximum ?? maxLength);
  if (type === "array") return `${typeText((schema.items ?? {}) as SchemaDocument)}[]`;
  return [format ?? (Array.isArray(type) ? type.join(" | ") : type) ?? "any", range].filter(Boolean).join(
    " ",
  );
}

function rangeText(from: unknown, to: unknown): string {
  if (from === undefined && to === undefined) return "";
  return to === undefined ? `≥ ${from}` : `${from ?? 0}…${to}`;
}
