import type * as v from "valibot";
import type { EventKind } from "../realtime_limits.ts";

/** What a document groups operations by. */
export type Tag =
  | "Sign-in"
  | "Appointments"
  | "Waiting room"
  | "Calls"
  | "Messages"
  | "Presence"
  | "Attachments"
  | "Quality"
  | "Users"
  | "Push"
  | "Clinic"
  | "Documents";

/** What a body or an answer is when it is not JSON: its media type and a sentence for the document. */
export interface OtherMedia {
  media: string;
  description: string;
  /** Of a multipart body: its fields beside the file. */
  fields?: v.GenericSchema;
}

/** One method on one path: everything that the server checks by, the document says and the client's types are made of. */
export interface Operation {
  /** Names it in generated clients and, where it was refused, in the audit log; like the socket's event where there is one. */
  name: string;
  summary: string;
  tag: Tag;
  /** Whether anybody may ask, or only somebody who is signed in. */
  open?: true;
  /** Values of the query; strict, so that an unknown one is refused. */
  query?: v.GenericSchema;
  /** The JSON body; strict. */
  body?: v.GenericSchema;
  /** Whether the body may be left out, which counts as an empty object. */
  bodyOptional?: true;
  /** A body that is not JSON. */
  upload?: OtherMedia;
  /** Answers that are no error, by status; null has no body. */
  answers: Record<number, v.GenericSchema | OtherMedia | null>;
  /** Refusals of its own with their codes, by status, beside those that every operation of its kind has. */
  refusals?: Record<number, readonly string[]>;
  /** Whose rate it counts in, together with the socket's events of that kind; beyond it is 429. */
  rate?: EventKind;
  /** Whether it takes `Idempotency-Key`. */
  repeatable?: true;
}

/** Operations by `METHOD /path/{with_parameters}`; keeps the exact types of its argument. */
export function operations<const O extends Record<string, Operation>>(all: O): O {
  return all;
}

/** The names of a path's parameters: `{call_id}` and so on. */
export type PathNames<K extends string> = K extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never;

/** Parameters that are integers; all others are UUIDs. */
export const INTEGER_PARAMETERS = ["appointment_id", "user_id"] as const;

/** The values of a path's parameters. */
export type PathValues<K extends string> = {
  [N in PathNames<K>]: N extends (typeof INTEGER_PARAMETERS)[number] ? number : string;
};

/** An operation's key in its parts. */
export function partsOf(key: string): { method: string; path: string; names: string[] } {
  const [method = "", path = ""] = key.split(" ");
  return { method, path, names: [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "") };
}

/** Whether an answer or a body is something other than JSON. */
export function isOtherMedia(answer: v.GenericSchema | OtherMedia | null): answer is OtherMedia {
  return answer !== null && "media" in answer;
}

type Schema = v.GenericSchema;

/** What a handler gets as query. */
export type QueryOf<O> = O extends { query: infer Q extends Schema } ? v.InferOutput<Q> : undefined;
/** What a client may write as query. */
export type QueryInput<O> = O extends { query: infer Q extends Schema } ? v.InferInput<Q> : undefined;
/** What a handler gets as body. */
export type BodyOf<O> = O extends { body: infer B extends Schema } ? v.InferOutput<B> : undefined;
/** What a client has to write as body. */
export type BodyInput<O> = O extends { body: infer B extends Schema } ? v.InferInput<B> : undefined;

/** What a handler gets of the fields beside an uploaded file. */
export type UploadFieldsOf<O> = O extends { upload: { fields: infer F extends Schema } } ? v.InferOutput<F>
  : undefined;

type Answers<O> = O extends { answers: infer A } ? A : never;
type AnswerBody<A> = A extends Schema ? v.InferOutput<A> : A extends null ? null : Uint8Array;

/** Every answer that is no error, with its status. */
export type ReplyOf<O> = {
  [S in keyof Answers<O>]: { status: S; body: AnswerBody<Answers<O>[S]> };
}[keyof Answers<O>];
/** The body of an answer that is no error. */
export type AnswerOf<O> = ReplyOf<O> extends { body: infer B } ? B : never;
