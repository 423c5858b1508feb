const encoder = new TextEncoder();
const decoder = new TextDecoder();
const MASK = [0x37, 0xfa, 0x21, 0x3d] as const;

/** RFC 6455 §5.2. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Every bit of a frame's header; what is left out is as a well-behaved client sends it. */
export interface FrameBits {
  opcode: number;
  payload?: Uint8Array | string;
  fin?: boolean;
  /** The three reserved bits, 0 to 7. */
  rsv?: number;
  masked?: boolean;
  /** How the length is written: in 7 bits, in 16 or in 64 more. */
  lengthForm?: 7 | 16 | 64;
  /** The length that the header claims. */
  claimedLength?: bigint;
}

/** A frame as it came. */
export interface ReadFrame {
  opcode: number;
  fin: boolean;
  payload: Uint8Array;
}

/** The bytes of a frame, however wrong. */
export function frameBytes(bits: FrameBits): Uint8Array {
  const { opcode, payload = "", fin = true, rsv = 0, masked = true, claimedLength } = bits;
  const body = typeof payload === "string" ? encoder.encode(payload) : payload;
  const length = claimedLength ?? BigInt(body.length);
  const form = bits.lengthForm ?? (length < 126n ? 7 : length < 65_536n ? 16 : 64);
  const size = form === 7 ? 2 : form === 16 ? 4 : 10;
  const header = new DataView(new ArrayBuffer(size));
  header.setUint8(0, (fin ? 0x80 : 0) | (rsv << 4) | opcode);
  header.setUint8(1, (masked ? 0x80 : 0) | (form === 7 ? Number(length) : form === 16 ? 126 : 127));
  if (form === 16) header.setUint16(2, Number(length));
  if (form === 64) header.setBigUint64(2, length);
  const mask = masked ? MASK : [];
  const sent = masked ? body.map((byte, at) => byte ^ (MASK[at % 4] ?? 0)) : body;
  return new Uint8Array([...new Uint8Array(header.buffer), ...mask, ...sent]);
}

/** A close frame's code and reason; 1005 where it has none, undefined for another frame. */
export function closeOf(frame: ReadFrame | undefined): { code: number; reason: string } | undefined {
  if (frame?.opcode !== OPCODE.close) return undefined;
  const { payload } = frame;
  if (payload.length < 2) return { code: 1005, reason: "" };
  return {
    code: new DataView(payload.buffer, payload.byteOffset).getUint16(0),
    reason: decoder.decode(payload.subarray(2)),
  };
}

/** The payload of a close frame. */
export function closePayload(code: number, reason: string | Uint8Array = ""): Uint8Array {
  const text = typeof reason === "string" ? encoder.encode(reason) : reason;
  return new Uint8Array([code >> 8, code & 0xff, ...text]);
}
