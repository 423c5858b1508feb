import type { Clock } from "./ports/clock.ts";

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Longest text in one field, in UTF-16 code units; stacks can be long, and lines are read by machines. */
export const LOG_TEXT_LENGTH_MAX = 8_192;

/** What a line may carry besides its message: plain facts and one error, never bodies, tokens, SDP, names or e-mails. */
export type LogFields = Record<string, unknown>;

/** A structured log; each call makes at most one line. */
export interface Log {
  debug(msg: string, fields?: LogFields): void;
  info(msg: string, fields?: LogFields): void;
  warn(msg: string, fields?: LogFields): void;
  error(msg: string, fields?: LogFields): void;
}

/** A log that hands JSON lines without a line end to `sink`: `time` (ISO 8601), `level`, `msg`, then the fields. */
export function makeLog(
  { level, sink, clock }: { level: LogLevel; sink: (line: string) => void; clock: Clock },
): Log {
  const least = LOG_LEVELS.indexOf(level);
  const at = (own: LogLevel) => (msg: string, fields: LogFields = {}) => {
    if (LOG_LEVELS.indexOf(own) < least) return;
    sink(
      JSON.stringify({ time: new Date(clock.now()).toISOString(), level: own, msg, ...plainFields(fields) }),
    );
  };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

const OWN_NAMES = ["time", "level", "msg"];

function plainFields(fields: LogFields): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    plain[OWN_NAMES.includes(name) ? `field_${name}` : name] = name === "error" || value instanceof Error
      ? plainError(value)
      : plainValue(value);
  }
  return plain;
}

/** Only what an error says of itself: further properties of driver errors repeat the row that was written. */
function plainError(error: unknown): unknown {
  if (!(error instanceof Error)) return { name: "NotAnError", message: typeof error };
  return { name: error.name, message: cut(error.message), stack: cut(error.stack ?? "") };
}

function plainValue(value: unknown): unknown {
  if (typeof value === "string") return cut(value);
  if (typeof value === "number" || typeof value === "boolean" || value === null) return value;
  return value === undefined ? undefined : `[${typeof value}]`;
}

function cut(text: string): string {
  return text.length > LOG_TEXT_LENGTH_MAX ? `${text.slice(0, LOG_TEXT_LENGTH_MAX)}…` : text;
}
