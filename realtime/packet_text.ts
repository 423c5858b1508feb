import type { FactMark, Packet } from "./ports/notice.ts";

/** Begins every packet of a frame. JSON never holds it, and no reader of lines stumbles over it. */
const PACKET_START = "\x1e";
/** Between the recipients, the rest of the header and the event; JSON never holds it either. */
const FIELD_END = "\t";
/** In the place of a packet: something was lost on the way, look into the database. */
const LOOK = "!";

/** What one instance gets at once: a number that grows by one each time, then packets. An empty one is a beat's own echo. */
export interface Frame {
  number: number;
  packets: Packet[];
  asksToLook: boolean;
}

interface Header {
  only?: string;
  except?: { userId: number; id: string };
  droppable?: boolean;
  fact?: FactMark;
}

/** One packet as text: recipients, header and event. The event is not written as JSON a second time. */
export function packetText({ to: { users, only, except }, text, droppable, fact }: Packet): string {
  const isPlain = only === undefined && except === undefined && !droppable && fact === undefined;
  const header: Header = { only, except, droppable, fact };
  return `${users.join(",")}${FIELD_END}${isPlain ? "" : JSON.stringify(header)}${FIELD_END}${text}`;
}

/** Several packets, as scripts take them and frames hold them. */
export function packetsText(texts: readonly string[]): string {
  return texts.join(PACKET_START);
}

/** Reads a frame. Throws an Error where it is none. */
export function frameFrom(text: string): Frame {
  const [number = "", ...lines] = text.split(PACKET_START);
  if (!/^\d{1,15}$/.test(number)) throw new Error("Cannot read a frame: it has no number");
  const packets = lines.filter((line) => line !== LOOK).map(packetFrom);
  return { number: Number(number), packets, asksToLook: packets.length < lines.length };
}

function packetFrom(line: string): Packet {
  const usersEnd = line.indexOf(FIELD_END);
  const headerEnd = line.indexOf(FIELD_END, usersEnd + 1);
  if (usersEnd < 0 || headerEnd < 0) throw new Error("Cannot read a packet: a part is missing");
  const users = line.slice(0, usersEnd).split(",").map(Number);
  const text = line.slice(headerEnd + 1);
  if (headerEnd === usersEnd + 1) return { to: { users }, text };
  const { only, except, ...marks } = JSON.parse(line.slice(usersEnd + 1, headerEnd)) as Header;
  return { to: { users, ...(only ? { only } : {}), ...(except ? { except } : {}) }, text, ...marks };
}
