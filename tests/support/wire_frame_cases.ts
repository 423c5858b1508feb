import { closePayload, OPCODE } from "./raw_frame.ts";
import { ASKING, first, inPieces, MISSING_CLOSE, more, padded, whole, type WireCase } from "./wire_case.ts";

const { text, binary, close, ping, pong } = OPCODE;

/** Messages in pieces (RFC 6455 §5.4). */
export const FRAGMENT_CASES: WireCase[] = [
  { name: "a text in one piece", send: [whole(ASKING)], end: "answered" },
  ...[2, 3, 10, ASKING.length].map((count): WireCase => ({
    name: `a text in ${count} pieces`,
    send: inPieces(ASKING, count),
    end: "answered",
  })),
  {
    name: "a text with empty pieces",
    send: [first(""), more(""), first(ASKING, OPCODE.continuation), more("", true)],
    end: "answered",
  },
  {
    name: "a ping between two pieces",
    send: [first(ASKING.slice(0, 9)), { opcode: ping, payload: "now" }, more(ASKING.slice(9), true)],
    end: { pong: "now" },
  },
  {
    name: "a pong between two pieces",
    send: [first(ASKING.slice(0, 9)), { opcode: pong, payload: "?" }, more(ASKING.slice(9), true)],
    end: "answered",
  },
  {
    name: "a close between two pieces",
    send: [first(ASKING.slice(0, 9)), { opcode: close, payload: closePayload(1000) }],
    end: { closed: 1000 },
  },
  {
    name: "a whole text between two pieces",
    send: [first("{"), whole(ASKING)],
    end: "dropped",
    rfc: MISSING_CLOSE,
  },
  {
    name: "the beginning of another text between two pieces",
    send: [first("never"), first(ASKING.slice(0, 9)), more(ASKING.slice(9), true)],
    end: "answered",
    rfc: "§5.4: fragments of two messages must not be mixed; here the first one is thrown away.",
  },
  { name: "a piece of nothing", send: [more("x", true)], end: "dropped", rfc: MISSING_CLOSE },
];

/** Pings, pongs and headers (RFC 6455 §5.2, §5.5). */
export const FRAME_CASES: WireCase[] = [
  { name: "an empty ping", send: [{ opcode: ping }], end: { pong: "" } },
  {
    name: "a ping of 125 bytes",
    send: [{ opcode: ping, payload: "x".repeat(125) }],
    end: { pong: "x".repeat(125) },
  },
  {
    name: "a ping of 126 bytes",
    send: [{ opcode: ping, payload: "x".repeat(126) }],
    end: "dropped",
    rfc: MISSING_CLOSE,
  },
  {
    name: "a pong of 126 bytes",
    send: [{ opcode: pong, payload: "x".repeat(126) }, whole(ASKING)],
    end: "answered",
    rfc: "§5.5: control frames have at most 125 bytes; this pong is ignored like any other.",
  },
  { name: "a pong that nobody asked for", send: [{ opcode: pong }, whole(ASKING)], end: "answered" },
  { name: "a ping in pieces", send: [{ opcode: ping, fin: false }], end: "dropped", rfc: MISSING_CLOSE },
  ...[1, 2, 4].map((rsv): WireCase => ({
    name: `reserved bits ${rsv}`,
    send: [{ opcode: text, payload: ASKING, rsv }],
    end: "dropped",
    rfc: MISSING_CLOSE,
  })),
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].map((opcode): WireCase => ({
    name: `reserved opcode ${opcode}`,
    send: [{ opcode, payload: ASKING }],
    end: "dropped",
    rfc: MISSING_CLOSE,
  })),
  {
    name: "a frame that is not masked",
    send: [{ opcode: text, payload: ASKING, masked: false }],
    end: "answered",
    rfc:
      "§5.1: must be closed. Masks protect proxies from clients, never a server, so nothing is lost by it.",
  },
  ...([16, 64] as const).map((lengthForm): WireCase => ({
    name: `a short length in ${lengthForm} bits`,
    send: [{ opcode: text, payload: ASKING, lengthForm }],
    end: "answered",
    rfc: "§5.2: the shortest form must be used.",
  })),
  { name: "a length of 125", send: [whole(padded(125))], end: "answered" },
  { name: "a length of 126", send: [whole(padded(126))], end: "answered" },
  { name: "a length of 65,535", send: [whole(padded(65_535))], end: "answered" },
  { name: "the longest frame, 65,536 bytes", send: [whole(padded(65_536))], end: "answered" },
  { name: "a frame of 65,537 bytes", send: [whole(padded(65_537))], end: { closed: 1009 } },
  { name: "65,537 bytes in pieces", send: inPieces(padded(65_537), 5), end: { closed: 1009 } },
  {
    name: "65,537 bytes of 3-byte letters",
    send: [whole(`"${"語".repeat(21_845)}"`)],
    end: { closed: 1009 },
  },
  ...[64n << 20n, 1n << 40n, 1n << 63n].map((claimedLength): WireCase => ({
    name: `a length of ${claimedLength} that is only claimed`,
    send: [{ opcode: text, payload: "x", lengthForm: 64, claimedLength }],
    end: "dropped",
    rfc: "§7.4.1: a close frame with 1009 should come first.",
  })),
  { name: "a binary frame", send: [{ opcode: binary, payload: ASKING }], end: { closed: 4502 } },
];
