/** Which bytes of a body are asked for: `from` to before `until`. */
export type ByteRange =
  | { kind: "whole" }
  | { kind: "part"; from: number; until: number }
  | { kind: "unsatisfiable" };

const SINGLE = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/**
 * Reads `Range` for a body of `size` bytes (RFC 9110 §14.1.2, §14.2). One that is malformed, of another unit or of several parts
 * counts as none, as it may; so does one that `If-Range` makes void (§13.1.5).
 */
export function byteRange(
  { range, ifRange, etag, size }: {
    range: string | undefined;
    ifRange: string | undefined;
    etag: string;
    size: number;
  },
): ByteRange {
  const [, first = "", last = ""] = SINGLE.exec(range ?? "") ?? [];
  const isNone = first === "" && last === "";
  if (isNone || (ifRange !== undefined && ifRange !== etag)) return { kind: "whole" };
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? { kind: "unsatisfiable" } : { kind: "part", from: size - length, until: size };
  }
  const from = Number(first);
  if (last !== "" && Number(last) < from) return { kind: "whole" };
  if (from >= size) return { kind: "unsatisfiable" };
  return { kind: "part", from, until: last === "" ? size : Math.min(Number(last) + 1, size) };
}
