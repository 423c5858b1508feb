import { Busboy } from "@fastify/busboy";
import type { FieldError } from "../realtime/core/outcome.ts";

/** A file in a form, its bytes as they come; who reads them sets the pace. */
export interface FormFile {
  name: string | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

export interface FormLimits {
  /** Of the whole body. */
  bytesMax: number;
  /** Silence after which whoever sends is given up. */
  stallMs: number;
  /** For the whole body, however fast it comes. */
  lastsMs: number;
}

/** Why a form was not read to its end. `cut`: its sender is gone; `stopped`: no more of it was wanted. */
export type FormFault = "cut" | "stalled" | "malformed" | "too_large" | "stopped";

/** What was read of a form. */
export interface Form<T> {
  fault: FormFault | undefined;
  fields: Record<string, string>;
  /** Parts that should not be there. */
  wrong: FieldError[];
  /** What `take` gave for the file. */
  file: T | undefined;
}

/** Most fields and their longest value; some more are read, to say what is wrong with them. */
const FIELDS_MAX = 20;
const FIELD_BYTES_MAX = 4_096;
const HEADER_PAIRS_MAX = 20;
const HEADER_BYTES_MAX = 8 * 1024;

/**
 * Reads multipart/form-data (RFC 7578) as it comes, with at most one file, under the name `file`: `take` gets it at once, wherever
 * the fields stand. Reading stops when `isEnough` says so of what `take` gave. Throws what `take` throws.
 */
export async function readForm<T>(
  request: { contentType: string; body: ReadableStream<Uint8Array> },
  limits: FormLimits,
  { take, isEnough }: { take(file: FormFile): Promise<T>; isEnough(taken: T): boolean },
): Promise<Form<T>> {
  const form: Form<T> = { fault: undefined, fields: {}, wrong: [], file: undefined };
  const ending = new Ending();
  let taking: Promise<void> | undefined;
  let giveUp = (_: Error) => {};
  const parser = openParser(request.contentType);
  if (!parser) return { ...form, fault: "malformed" };
  parser.on("field", (name, value, _, isCut) => addField(form, name, value, isCut));
  parser.on("file", (field, stream, name) => {
    // The parser tells of its faults here too, when nobody reads any more.
    stream.on("error", () => {});
    if (field !== "file" || taking) {
      form.wrong.push({ path: field, message: "Expected one file, under the name file" });
      stream.resume();
      return;
    }
    giveUp = (error) => stream.destroy(error);
    taking = take({ name, bytes: bytesOf(stream) }).then((taken) => {
      form.file = taken;
      if (isEnough(taken)) ending.end("stopped");
    });
    taking.catch(() => ending.end("stopped"));
  });
  for (const event of ["partsLimit", "filesLimit", "fieldsLimit"] as const) {
    parser.on(event, () => form.wrong.push({ path: "", message: "Too many parts" }));
  }
  form.fault = await pump(request.body, parser, limits, ending);
  if (form.fault) giveUp(new Error(`a form ended early: ${form.fault}`));
  try {
    await taking;
  } catch (error) {
    // A file that ended early fails whoever takes it; then the end is what counts.
    if (form.fault === undefined || form.fault === "stopped") throw error;
  } finally {
    parser.destroy();
  }
  return form;
}

/**
 * What a stream gives, each good until the next is asked for. A buffer that holds nothing else is freed then: V8 would wait for
 * 64 MB of them, and memory would grow by as much.
 */
async function* bytesOf(stream: AsyncIterable<Uint8Array<ArrayBuffer>>): AsyncGenerator<Uint8Array> {
  for await (const bytes of stream) {
    yield bytes;
    if (bytes.byteLength === bytes.buffer.byteLength) bytes.buffer.transfer(0);
  }
}

type Parser = ReturnType<typeof makeParser>;

function makeParser(contentType: string) {
  return new Busboy({
    headers: { "content-type": contentType },
    limits: {
      files: 2,
      fields: FIELDS_MAX,
      fieldSize: FIELD_BYTES_MAX,
      parts: FIELDS_MAX + 2,
      headerPairs: HEADER_PAIRS_MAX,
      headerSize: HEADER_BYTES_MAX,
    },
  });
}

/** Undefined when the type names no boundary. */
function openParser(contentType: string): Parser | undefined {
  try {
    return makeParser(contentType);
  } catch {
    return undefined;
  }
}

function addField<T>({ fields, wrong }: Form<T>, name: string, value: string, isCut: boolean): void {
  if (Object.hasOwn(fields, name)) wrong.push({ path: name, message: "Expected one value" });
  else if (isCut || value.includes("\0")) wrong.push({ path: name, message: "Expected a short text" });
  // Never by assignment: "__proto__" is a name like any other here.
  else Object.defineProperty(fields, name, { value, enumerable: true });
}

/** Hands the body to the parser at the parser's pace; gives why it did not get to the end. */
async function pump(
  body: ReadableStream<Uint8Array>,
  parser: Parser,
  { bytesMax, stallMs, lastsMs }: FormLimits,
  ending: Ending,
): Promise<FormFault | undefined> {
  const reader = body.getReader();
  parser.on("error", () => ending.end("malformed"));
  parser.on("finish", () => ending.end(undefined));
  const lasts = setTimeout(() => ending.end("stalled"), lastsMs);
  let total = 0;
  try {
    while (!ending.isOver) {
      const stall = setTimeout(() => ending.end("stalled"), stallMs);
      const next = await ending.orBefore(reader.read()).finally(() => clearTimeout(stall));
      if (!next) break;
      if (next.done) {
        parser.end();
        await ending.orBefore(new Promise(() => {}));
        break;
      }
      total += next.value.length;
      if (total > bytesMax) return "too_large";
      await ending.orBefore(new Promise<void>((resolve) => parser.write(next.value, () => resolve())));
    }
    return ending.fault;
  } catch {
    return "cut";
  } finally {
    clearTimeout(lasts);
    // Deno reads the rest away, so that whoever still sends gets to the answer.
    reader.cancel().catch(() => {});
  }
}

/** The end of a form, which may come while something is waited for. */
class Ending {
  /** Undefined when it is the form's own. */
  fault: FormFault | undefined;
  isOver = false;
  #wake = () => {};

  /** Only the first one counts. */
  end(fault: FormFault | undefined): void {
    if (this.isOver) return;
    this.isOver = true;
    this.fault = fault;
    this.#wake();
  }

  /** What is waited for, or undefined when the end comes before it. A race with one long promise would keep every value. */
  orBefore<T>(work: Promise<T>): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      this.#wake = () => resolve(undefined);
      if (this.isOver) resolve(undefined);
      work.then(resolve, reject);
    });
  }
}
