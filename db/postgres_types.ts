/** How one PostgreSQL type is read and written; the shape npm:postgres asks for. */
interface TypeCodec<T> {
  to: number;
  from: number[];
  serialize(value: unknown): string;
  parse(text: string): T;
}

/** Object ids of PostgreSQL's built-in types (catalog pg_type), each with the id of its array type. */
const ARRAY_OF: Record<number, number> = {
  16: 1000, // bool
  17: 1001, // bytea
  20: 1016, // int8
  21: 1005, // int2
  23: 1007, // int4
  25: 1009, // text
  701: 1022, // float8
  1043: 1015, // varchar
  1184: 1185, // timestamptz
  1700: 1231, // numeric
  2950: 2951, // uuid
  3802: 3807, // jsonb
};

/**
 * Ids of item types for `sql.array`: of an array that is no list of texts or numbers the driver takes the type of its
 * first item for that of the whole.
 */
export const TYPE_ID = { bool: 16, bytea: 17, timestamptz: 1184 } as const;

/** int8 as a number: a value beyond 2^53 is a bug here, and throws. */
const bigint: TypeCodec<number> = {
  to: 20,
  from: [20],
  serialize: String,
  parse(text) {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) {
      throw new RangeError(`Cannot read int8 ${text}: it is not a safe integer`);
    }
    return value;
  },
};

/** bytea as a plain Uint8Array. */
const bytea: TypeCodec<Uint8Array> = {
  to: 17,
  from: [17],
  serialize: (value) => "\\x" + (value as Uint8Array).toHex(),
  parse: (text) => Uint8Array.fromHex(text.slice(2)),
};

/** The codecs that differ from the driver's own. */
export const POSTGRES_TYPES: { bigint: TypeCodec<number>; bytea: TypeCodec<Uint8Array> } = { bigint, bytea };

/** The part of the driver's options that arrays are registered in. */
interface CodecRegistry {
  parsers: Record<number, ((text: string) => unknown) | undefined>;
  serializers: Record<number, ((value: unknown) => string) | undefined>;
  shared: { typeArrayMap: Record<number, number> };
}

/**
 * Teaches the driver arrays of the built-in types. Its own way asks the server on every new connection, and an
 * answer that never comes is an unhandled rejection there.
 */
export function registerArrays(registry: CodecRegistry): void {
  for (const [item, array] of Object.entries(ARRAY_OF).map(([key, value]) => [Number(key), value] as const)) {
    const parse = registry.parsers[item] ?? String;
    const serialize = registry.serializers[item] ?? String;
    registry.shared.typeArrayMap[item] = array;
    registry.parsers[array] = (text) => parseArray(text, parse);
    registry.serializers[array] = (value) => serializeArray(value, serialize);
  }
}

/** One item of an array's text form: quoted with backslash escapes, or bare (manual, "Array Input and Output Syntax"). */
const ARRAY_ITEM = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs;

function parseArray(text: string, parse: (text: string) => unknown): unknown[] {
  if (text.startsWith("{{")) throw new TypeError("Cannot read an array of arrays: it is not supported here");
  return [...text.slice(1, -1).matchAll(ARRAY_ITEM)].map(([, quoted, bare]) => {
    if (quoted !== undefined) return parse(quoted.replace(/\\(.)/gs, "$1"));
    return bare === "NULL" ? null : parse(bare ?? "");
  });
}

function serializeArray(value: unknown, serialize: (value: unknown) => string): string {
  if (!Array.isArray(value)) return String(value);
  const items = value.map((item) =>
    item === null ? "NULL" : `"${serialize(item).replace(/[\\"]/g, "\\$&")}"`
  );
  return `{${items.join(",")}}`;
}
