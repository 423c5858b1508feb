/// <reference lib="dom" />
/**
 * What is wrong with a link. `unconnected`: it has never been connected. `silent`: it is connected, the peer
 * sends, nothing arrives. `unheard`: the same on the other side.
 */
export type Trouble = "unconnected" | "disconnected" | "failed" | "silent" | "unheard";

export type Repair = "restart_ice" | "renew" | "give_up";

export interface LinkTroubles {
  trouble: Trouble | null;
  /** When the first trouble since media last flowed began; milliseconds of any one clock. */
  since: number;
  /** How many repairs were tried since then, and when the last was. */
  repairs: number;
  repairedAt: number;
  /** The connection to the server was lost and is back: the network may be another one. */
  suspect: boolean;
  /** Whether the server can be reached; without it nothing can be repaired. */
  socketOpen: boolean;
}

/** How long a trouble may last before the first repair. A browser reports `disconnected` seconds late already. */
const GRACE_MS: Record<Trouble, number> = {
  unconnected: 8_000,
  disconnected: 2_000,
  failed: 0,
  silent: 4_000,
  unheard: 8_000, // The side that hears nothing repairs first.
};
const SUSPECT_GRACE_MS = 500;

/** The repairs in their order, and how long each may take. */
const REPAIRS: readonly { repair: Repair; patienceMs: number }[] = [
  { repair: "restart_ice", patienceMs: 4_000 },
  { repair: "restart_ice", patienceMs: 5_000 },
  { repair: "renew", patienceMs: 8_000 },
  { repair: "renew", patienceMs: 12_000 },
  { repair: "renew", patienceMs: 20_000 },
];

/** What to do about a link at `now`; null for nothing yet. One-way media is never a reason to give up. */
export function nextRepair(link: LinkTroubles, now: number): Repair | null {
  const { trouble, repairs } = link;
  if (!trouble || !link.socketOpen) return null;
  const last = REPAIRS[repairs - 1];
  const due = last ? link.repairedAt + last.patienceMs : link.since + graceOf(trouble, link.suspect);
  if (now < due) return null;
  const oneWay = trouble === "silent" || trouble === "unheard";
  return REPAIRS[repairs]?.repair ?? (oneWay ? null : "give_up");
}

function graceOf(trouble: Trouble, suspect: boolean): number {
  const mayBeTheNetwork = trouble === "disconnected" || trouble === "silent";
  return suspect && mayBeTheNetwork ? SUSPECT_GRACE_MS : GRACE_MS[trouble];
}

/** What a look at a link shows. */
export interface LinkView {
  connection: RTCPeerConnectionState;
  wasConnected: boolean;
  /** How long nothing has arrived, in milliseconds. */
  quietMs: number;
  /** As in LinkTroubles. */
  suspect: boolean;
  /** Whether the peer sends something, as far as it has said; true when it has said nothing. */
  peerSends: boolean;
  /** Whether the peer says that it receives; true when it has said nothing. */
  peerHears: boolean;
}

/** Connected and yet nothing arrives for so long: one-way media. */
const SILENT_MS = 3_000;
const SUSPECT_SILENT_MS = 1_000;

/** Names what is wrong, the worst first. */
export function troubleOf(view: LinkView): Trouble | null {
  const { connection } = view;
  if (connection === "failed" || connection === "closed") return "failed";
  if (connection !== "connected") return view.wasConnected ? "disconnected" : "unconnected";
  if (view.peerSends && view.quietMs >= (view.suspect ? SUSPECT_SILENT_MS : SILENT_MS)) return "silent";
  return view.peerHears ? null : "unheard";
}
