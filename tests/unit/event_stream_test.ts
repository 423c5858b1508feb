import { EventStream } from "../../realtime/event_stream.ts";
import { assertEquals } from "../support/assert.ts";

function read(pieces: string[]): string[] {
  const stream = new EventStream();
  return pieces.flatMap((piece) => stream.push(piece));
}

const STREAMS: [string, string[]][] = [
  ["data: one\n\ndata: two\r\n\r\ndata: three\r\r", ["one", "two", "three"]],
  ["\uFEFFdata:no space\n\ndata:  two spaces\n\n", ["no space", " two spaces"]],
  [
    ": a comment\nevent: x\nid: 7\nretry: 10\ndata: first\ndata\ndata: last\n\n",
    ["first\n\nlast"],
  ],
  ["\n\n\ndatabase: no\n\ndata: a:b, c\r\nother\r\n\r\n", ["a:b, c"]],
  ["data\n\ndata:\n\ndata: not yet ended\n", ["", ""]],
  ["data: 👋\u001e\t{}\n\n", ["👋\u001e\t{}"]],
];

Deno.test("EventStream reads events by the standard [BUS-19]", () => {
  for (const [text, events] of STREAMS) assertEquals(read([text]), events);
});

Deno.test("EventStream reads the same when the text is cut anywhere, also into single letters [BUS-19]", () => {
  for (const [text, events] of STREAMS) {
    assertEquals(read([...text]), events);
    for (let first = 0; first <= text.length; first++) {
      for (let second = first; second <= text.length; second++) {
        const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
        assertEquals(read(pieces), events, JSON.stringify(pieces));
      }
    }
  }
});

Deno.test("EventStream refuses an event that never ends [BUS-19]", () => {
  const stream = new EventStream();
  let message = "";
  try {
    for (let n = 0; n < 20; n++) stream.push(`data: ${"x".repeat(1024 * 1024)}\n`);
  } catch (error) {
    message = String(error);
  }
  assertEquals(message, "Error: An event is too long");
});
