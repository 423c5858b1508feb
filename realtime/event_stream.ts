/** Longest event that is taken, in UTF-16 code units. */
const EVENT_LENGTH_MAX = 16 * 1024 * 1024;

/**
 * Reads the data of server-sent events out of pieces of text that may be cut anywhere (HTML standard, "Parsing an event
 * stream"): lines end with CR, LF or both, an empty line ends an event, lines of one event are joined by LF. Names, ids and
 * comments are passed over.
 */
export class EventStream {
  #rest = "";
  #data: string[] = [];
  #length = 0;
  #isAtStart = true;
  #endedWithCr = false;

  /** The data of the events that end in this piece. Throws an Error when one is too long. */
  push(piece: string): string[] {
    const events: string[] = [];
    const lines = this.#linesOf(piece);
    for (const line of lines) {
      if (line === "") this.#dispatch(events);
      else this.#take(line);
    }
    if (this.#length + this.#rest.length > EVENT_LENGTH_MAX) throw new Error("An event is too long");
    return events;
  }

  #linesOf(piece: string): string[] {
    if (piece === "") return [];
    let text = this.#isAtStart ? piece.replace(/^\uFEFF/, "") : piece;
    this.#isAtStart = false;
    // The LF of a CRLF that was cut in the middle ends no second line.
    if (this.#endedWithCr && text.startsWith("\n")) text = text.slice(1);
    this.#endedWithCr = piece.endsWith("\r");
    const lines = text.split(/\r\n|\r|\n/);
    lines[0] = this.#rest + lines[0];
    this.#rest = lines.pop() ?? "";
    return lines;
  }

  #take(line: string): void {
    const colon = line.indexOf(":");
    if ((colon < 0 ? line : line.slice(0, colon)) !== "data") return;
    const value = colon < 0 ? "" : line.slice(line.startsWith(" ", colon + 1) ? colon + 2 : colon + 1);
    this.#data.push(value);
    this.#length += value.length;
  }

  #dispatch(events: string[]): void {
    if (this.#data.length > 0) events.push(this.#data.join("\n"));
    this.#data = [];
    this.#length = 0;
  }
}
