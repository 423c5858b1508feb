import { closePayload, OPCODE } from "./raw_frame.ts";
import {
  ASKING,
  closing,
  first,
  inPieces,
  MISSING_CLOSE,
  nested,
  whole,
  type WireCase,
  withData,
} from "./wire_case.ts";

const { text, close, continuation } = OPCODE;
const BYTES = {
  overlong: [0xc0, 0xaf],
  surrogate: [0xed, 0xa0, 0x80],
  tooHigh: [0xf4, 0x90, 0x80, 0x80],
  cutOff: [0x61, 0xf0, 0x9f],
  lone: [0xff],
} as const;

/** UTF-8 (RFC 6455 §8.1). */
export const TEXT_CASES: WireCase[] = [
  {
    name: "a letter of four bytes in two pieces",
    send: inPieces('{"event":"heartbeat","data":{"x":"😀"},"ref":1}', 2, 35),
    end: "answered",
  },
  ...Object.entries(BYTES).map(([name, bytes]): WireCase => ({
    name: `UTF-8 that is none: ${name}`,
    send: [{ opcode: text, payload: Uint8Array.from(bytes) }],
    end: "dropped",
    rfc: MISSING_CLOSE,
  })),
  {
    name: "wrong UTF-8 in the second of three pieces",
    send: [first("{"), { opcode: continuation, payload: Uint8Array.from(BYTES.lone), fin: false }],
    end: "dropped",
    rfc: MISSING_CLOSE,
  },
  {
    name: "pieces that end within a letter",
    send: [first(ASKING), { opcode: continuation, payload: Uint8Array.of(0xf0, 0x9f) }],
    end: "answered",
    rfc: "§8.1: must be failed with 1007; here the incomplete letter is left out.",
  },
  { name: "no JSON", send: [whole("{not json")], end: { closed: 4502 } },
  { name: "an empty text", send: [whole("")], end: { closed: 4502 } },
  { name: "a number", send: [whole("7")], end: { closed: 4502 } },
  { name: "an empty array, then an event", send: [whole("[]"), whole(ASKING)], end: "answered" },
  { name: "an array of events", send: [whole(`[${ASKING},${ASKING}]`)], end: "answered" },
  { name: "an array within an array", send: [whole(`[[${ASKING}]]`)], end: { closed: 4502 } },
  {
    name: "101 events in a frame",
    send: [whole(`[${Array(101).fill(ASKING).join()}]`)],
    end: { closed: 4502 },
  },
  { name: "16 levels", send: [whole(nested(16))], end: "answered" },
  { name: "17 levels", send: [whole(nested(17))], end: { closed: 4502 } },
  { name: "an escaped NUL", send: [whole(withData('"a\\u0000b"'))], end: { refused: "bad_request" } },
  {
    name: "an escaped lone surrogate",
    send: [whole(withData('"\\ud800"'))],
    end: { refused: "bad_request" },
  },
  { name: "a raw NUL", send: [whole(withData('"\0"'))], end: { closed: 4502 } },
];

/** Closing (RFC 6455 §5.5.1, §7.4). */
export const CLOSE_CASES: WireCase[] = [
  ...[1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 3999, 4000, 4999].map((
    code,
  ): WireCase => ({
    name: `close ${code}`,
    send: [closing(closePayload(code, "why"))],
    end: { closed: code },
  })),
  ...[0, 999, 1004, 1005, 1006, 1014, 1015, 1016, 2999, 5000, 65_535].map((code): WireCase => ({
    name: `close ${code}, which must not be sent`,
    send: [closing(closePayload(code, "why"))],
    end: { closed: 1002 },
  })),
  { name: "close without a code", send: [{ opcode: close }], end: { closed: 1005 } },
  { name: "close with half a code", send: [closing(Uint8Array.of(3))], end: "dropped", rfc: MISSING_CLOSE },
  {
    name: "close with a reason that is no UTF-8",
    send: [closing(closePayload(1000, Uint8Array.from(BYTES.lone)))],
    end: "dropped",
    rfc: MISSING_CLOSE,
  },
  {
    name: "close with the longest reason",
    send: [closing(closePayload(1000, "r".repeat(123)))],
    end: { closed: 1000 },
  },
  {
    name: "close with a reason that is too long",
    send: [closing(closePayload(1000, "r".repeat(124)))],
    end: { closed: 1000 },
    rfc: "§5.5: control frames have at most 125 bytes.",
  },
  { name: "an event after close", send: [closing(closePayload(1000)), whole(ASKING)], end: { closed: 1000 } },
];
