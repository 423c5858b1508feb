/** An end record with the longest comment fits in so many bytes (APPNOTE.TXT §4.3.16). */
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 0xffff;
/** What has to be kept of a file's end: an end record, and before it room for a directory of some hundred parts. */
export const ZIP_TAIL_BYTES = 2 * (END_BYTES + COMMENT_BYTES_MAX);

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;

interface EndRecord {
  entries: number;
  directoryBytes: number;
  directoryAt: number;
}

/** Whether a file ends as an archive does, whatever it begins as. */
export function endsAsZip(tail: Uint8Array): boolean {
  return endRecord(tail) !== undefined;
}

/**
 * The names in the directory of an archive whose end is `tail`; undefined when it is no plain one: cut, split, encrypted,
 * of ZIP64, or with a directory that does not fit into `tail`. `size` is that of the whole file in bytes.
 */
export function zipNames(tail: Uint8Array, size: number): string[] | undefined {
  const end = endRecord(tail);
  if (!end) return undefined;
  const start = end.directoryAt - (size - tail.length);
  if (start < 0 || start + end.directoryBytes > tail.length) return undefined;
  const view = new DataView(tail.buffer, tail.byteOffset + start, end.directoryBytes);
  const names: string[] = [];
  let at = 0;
  for (let n = 0; n < end.entries; n++) {
    if (at + ENTRY_BYTES > view.byteLength || view.getUint32(at, true) !== ENTRY_SIGNATURE) return undefined;
    const isEncrypted = (view.getUint16(at + 8, true) & 1) === 1;
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (isEncrypted || next > view.byteLength) return undefined;
    const name = tail.subarray(start + at + ENTRY_BYTES, start + at + ENTRY_BYTES + nameBytes);
    names.push(new TextDecoder().decode(name));
    at = next;
  }
  return at === end.directoryBytes ? names : undefined;
}

/** The last end record whose comment reaches to the end of the file. */
function endRecord(tail: Uint8Array): EndRecord | undefined {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const first = Math.max(0, tail.length - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = tail.length - END_BYTES; at >= first; at--) {
    if (view.getUint32(at, true) !== END_SIGNATURE) continue;
    if (at + END_BYTES + view.getUint16(at + 20, true) !== tail.length) continue;
    return {
      entries: view.getUint16(at + 10, true),
      directoryBytes: view.getUint32(at + 12, true),
      directoryAt: view.getUint32(at + 16, true),
    };
  }
  return undefined;
}
