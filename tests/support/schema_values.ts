/** A JSON Schema as a document holds it. */
// deno-lint-ignore no-explicit-any -- documents are looked at field by field
export type Schema = any;

/** Numbers in [0, 1). */
type Chance = () => number;

/** Texts that have broken programs before. */
const NASTY_TEXTS = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\u202egnp.exe",
  "' or 1=1 --",
  "%00",
  "../../etc/passwd",
  "<script>alert(1)</script>",
  "null",
  "-1",
  "1e400",
  "999999999999999999999999",
  "00000000-0000-0000-0000-000000000000",
  "2026-02-30",
  "9999-12-31T23:59:59.999Z",
  "9999-12-31",
  "0000-01-01T00:00:00.000Z",
  "0000-01-01",
  "+275760-09-13T00:00:00.001Z",
  "é".repeat(300),
  "x".repeat(12_000),
];
const NASTY_NUMBERS = [0, -1, 1.5, 2_147_483_648, Number.MAX_SAFE_INTEGER, -Number.MAX_VALUE, 1e308];
const NASTY_VALUES: unknown[] = [null, true, false, [], {}, [[]], [null], {
  __proto__: null,
  constructor: 1,
}];

/** Makes values by schemas, valid ones and broken ones, always the same for the same chance. */
export class SchemaValues {
  readonly #chance: Chance;
  readonly #schemas: Record<string, Schema>;
  /** Values that exist, by the name of the field. */
  readonly #known: Record<string, readonly unknown[]>;

  constructor(
    options: { chance: Chance; schemas: Record<string, Schema>; known?: Record<string, readonly unknown[]> },
  ) {
    this.#chance = options.chance;
    this.#schemas = options.schemas;
    this.#known = options.known ?? {};
  }

  /** A number from 0 to below `limit`. */
  below(limit: number): number {
    return Math.floor(this.#chance() * limit);
  }

  /** True so often. */
  isTrue(probability: number): boolean {
    return this.#chance() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** A value that the schema allows; `name` is the field that it is for. */
  valid(given: Schema, name = ""): unknown {
    const schema = this.#resolve(given);
    const known = this.#known[name];
    if (known && this.isTrue(0.8)) return this.pick(known);
    if ("const" in schema) return schema.const;
    if (schema.enum) return this.pick(schema.enum);
    const options = schema.anyOf ?? schema.oneOf;
    if (options) return this.valid(this.pick(options), name);
    const type = Array.isArray(schema.type) ? this.pick(schema.type as string[]) : schema.type;
    switch (type) {
      case "object":
        return this.#object(schema);
      case "array": {
        const length = (schema.minItems ?? 0) + this.below(3);
        return Array.from(
          { length: Math.min(length, schema.maxItems ?? length) },
          () => this.valid(schema.items ?? {}, name.replace(/s$/, "")),
        );
      }
      case "string":
        return this.#text(schema);
      case "integer":
        return (schema.minimum ?? 0) +
          this.below(Math.min(50, (schema.maximum ?? 50) - (schema.minimum ?? 0) + 1));
      case "number":
        return (schema.minimum ?? 0) + this.#chance() * 50;
      case "boolean":
        return this.isTrue(0.5);
      case "null":
        return null;
      default:
        return this.pick([1, "x", null]);
    }
  }

  /** Nearly a value of the schema: one place of it is broken, or all of it. */
  broken(schema: Schema): unknown {
    if (this.isTrue(0.1)) return this.nasty();
    return this.#breakOnePlace(this.valid(schema), 0);
  }

  /** Something that hardly any schema allows. */
  nasty(): unknown {
    return this.pick([...NASTY_TEXTS, ...NASTY_NUMBERS, ...NASTY_VALUES]);
  }

  nastyText(): string {
    return this.pick(NASTY_TEXTS);
  }

  #breakOnePlace(value: unknown, depth: number): unknown {
    if (typeof value !== "object" || value === null || depth > 3) return this.nasty();
    const copy: Record<string, unknown> = Array.isArray(value) ? [...value] as never : { ...value };
    const names = Object.keys(copy);
    const name = this.pick([...names, "unknown_field", "__proto__"]);
    if (this.isTrue(0.2) && names.length > 0) delete copy[name];
    else if (this.isTrue(0.3)) copy[name] = this.#breakOnePlace(copy[name], depth + 1);
    else {Object.defineProperty(copy, name, {
        value: this.nasty(),
        enumerable: true,
        configurable: true,
        writable: true,
      });}
    return copy;
  }

  #object(schema: Schema): Record<string, unknown> {
    const required: string[] = schema.required ?? [];
    const fields = Object.entries(schema.properties ?? {}) as [string, Schema][];
    return Object.fromEntries(
      fields.filter(([name]) => required.includes(name) || this.isTrue(0.5))
        .map(([name, field]) => [name, this.valid(field, name)]),
    );
  }

  #text({ format, minLength = 1, maxLength = 60, pattern }: Schema): string {
    if (format === "uuid") return crypto.randomUUID();
    const time = new Date(Date.UTC(2026, this.below(12), 1 + this.below(28), this.below(24)));
    if (format === "date-time") return time.toISOString();
    if (format === "date") return time.toISOString().slice(0, 10);
    if (format === "email") return `p${this.below(1e9)}@example.test`;
    if (pattern === "^\\d+$") return String(this.below(1000));
    const length = Math.min(maxLength, minLength + this.below(12));
    return Array.from({ length }, () => this.pick([..."abcdefg éü語"])).join("").trim().padEnd(
      minLength,
      "x",
    );
  }

  #resolve(schema: Schema): Schema {
    const name = typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined;
    return name === undefined ? schema : this.#schemas[name];
  }
}
