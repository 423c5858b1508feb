/** Somebody with an account. */
export interface Person {
  id: number;
  /** The device that a call of theirs is on. */
  deviceId: string;
  sessionId: string;
  /** Value of the session's cookie. */
  cookie: string;
  /** SHA-256 of the cookie's secret. */
  secretHash: Uint8Array;
}

/** Two people in an answered call, with a conversation of their own. */
export interface Pair {
  people: readonly [Person, Person];
  callId: string;
  conversationId: string;
}

/** A conversation of many. */
export interface Group {
  people: readonly Person[];
  conversationId: string;
}

/** Everybody who takes part: the same people, ids and sizes for every server. */
export interface Scene {
  pairs: readonly Pair[];
  /** By the number of people in each. */
  groups: ReadonlyMap<number, readonly Group[]>;
  /** People with one visit and one conversation, for connecting. */
  visitors: readonly Pair[];
}

/** All ids have five digits, so that all frames of a kind have one length. */
const FIRST_ID = 10_001;
const SECRET_BYTES = 32;

/** Makes up everybody. `groups` says how many conversations of which size there are. */
export async function makeScene(
  { pairs, groups, visitors }: {
    pairs: number;
    groups: readonly (readonly [number, number])[];
    visitors: number;
  },
): Promise<Scene> {
  let nextId = FIRST_ID;
  const person = () => makePerson(nextId++);
  const pair = async (): Promise<Pair> => ({
    people: [await person(), await person()],
    callId: crypto.randomUUID(),
    conversationId: crypto.randomUUID(),
  });
  const group = async (size: number): Promise<Group> => ({
    people: await many(size, person),
    conversationId: crypto.randomUUID(),
  });
  const all = new Map<number, Group[]>();
  const inPairs = await many(pairs, pair);
  for (const [size, count] of groups) all.set(size, await many(count, () => group(size)));
  return { pairs: inPairs, groups: all, visitors: await many(visitors, pair) };
}

async function makePerson(id: number): Promise<Person> {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES)).toBase64({
    alphabet: "base64url",
    omitPadding: true,
  });
  const sessionId = crypto.randomUUID();
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return {
    id,
    deviceId: crypto.randomUUID(),
    sessionId,
    cookie: `${sessionId}.${secret}`,
    secretHash: new Uint8Array(hash),
  };
}

async function many<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let n = 0; n < count; n++) all.push(await make());
  return all;
}

/** An offer of a call with sound, as short as browsers accept it, lengthened to so many characters. */
export function sessionDescription(length: number): string {
  const sdp = [
    "v=0",
    "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "a=group:BUNDLE 0",
    "m=audio 9 UDP/TLS/RTP/SAVPF 111",
    "c=IN IP4 0.0.0.0",
    "a=ice-ufrag:dk3F",
    "a=ice-pwd:9Q2pX0kYwz8nB1sTfVhR6mLe",
    `a=fingerprint:sha-256 ${
      Array.from({ length: 32 }, (_, n) => (n + 16).toString(16).toUpperCase()).join(":")
    }`,
    "a=setup:actpass",
    "a=mid:0",
    "a=rtcp-mux",
    "a=rtpmap:111 opus/48000/2",
    "",
  ].join("\r\n");
  return sdp.padEnd(length, "a=candidate:1 1 udp 2113937151 192.0.2.7 49170 typ host\r\n");
}
