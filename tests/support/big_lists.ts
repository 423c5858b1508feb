import { lastDays } from "../../realtime/core/days.ts";
import type { HistoryQuery } from "../../realtime/ports/history_store.ts";
import { type BigStores, HEAVY, ORDINARY } from "./big_clinic.ts";
import type { Database } from "../../db/database.ts";

/** One list as somebody pages through it. */
export interface BigList {
  name: string;
  read(stores: BigStores, turn: number): Promise<unknown>;
}

const PER_PAGE = 20;
const DAY_MS = 86_400_000;

/** Every list of the API that is paged through, as an ordinary person and as the one with most rows sees it. */
export async function bigLists(db: Database, now: number): Promise<BigList[]> {
  const facts = await factsOf(db);
  const ordinary = (turn: number) => ORDINARY[turn % ORDINARY.length] ?? HEAVY;
  const history = (name: string, filter: Partial<HistoryQuery>, heavy = true): BigList => ({
    name: `calls, ${heavy ? "heavy" : "ordinary"}: ${name}`,
    read: ({ history }, turn) =>
      history.list({ userId: heavy ? HEAVY : ordinary(turn), page: 1, perPage: PER_PAGE, ...filter }),
  });
  const deepCalls = Math.max(1, Math.floor(facts.heavyCalls / PER_PAGE / 2));
  const lastCalls = Math.max(1, Math.ceil(facts.heavyCalls / PER_PAGE));
  const month = { from: now - 60 * DAY_MS, until: now - 30 * DAY_MS };
  return [
    history("first page", {}, false),
    history("status", { status: "missed" }, false),
    history("first page", {}),
    history("middle page", { page: deepCalls }),
    history("last page", { page: lastCalls }),
    history("call_type", { callType: "voice" }),
    history("status", { status: "missed" }),
    history("end_reason, rare", { endReason: "max_duration" }),
    history("date_from and date_to", month),
    history("all filters", { callType: "video", status: "ended", endReason: "user_hangup", ...month }),
    ...messageLists(facts),
    ...sampleLists(facts),
    ...otherLists(facts, ordinary, now),
    ...statisticsLists(ordinary, now),
  ];
}

interface Facts {
  conversationId: string;
  lastSeq: number;
  heavyCalls: number;
  /** A call with samples. */
  callId: string;
  sampledAt: number;
  sampledUser: number;
  heavyConversations: number;
}

async function factsOf(db: Database): Promise<Facts> {
  return await db.read(async (sql) => {
    const [sample] = await sql<{ call_id: string; user_id: number; timestamp: Date }[]>`
      select call_id, user_id, "timestamp" from call_quality_metrics order by id limit 1`;
    const [row] = await sql<
      Pick<Facts, "conversationId" | "lastSeq" | "heavyCalls" | "heavyConversations">[]
    >`
      select conversation_id as "conversationId", last_seq as "lastSeq",
        (select count(*) from call_participants where user_id = ${HEAVY}) as "heavyCalls",
        (select count(*) from conversation_participants where user_id = ${HEAVY}) as "heavyConversations"
      from conversations where id = 1`;
    if (!row || !sample) throw new Error("the clinic is empty");
    const { call_id: callId, user_id: sampledUser, timestamp } = sample;
    return { ...row, callId, sampledUser, sampledAt: timestamp.getTime() };
  });
}

function messageLists({ conversationId, lastSeq }: Facts): BigList[] {
  const middle = Math.floor(lastSeq / 2);
  const page = (page: number) => ({ kind: "page", request: { page, perPage: PER_PAGE } }) as const;
  const windows = {
    "first page": page(1),
    "middle page": page(Math.max(1, Math.floor(middle / PER_PAGE))),
    "last page": page(Math.max(1, Math.ceil(lastSeq / PER_PAGE))),
    "after_seq": { kind: "after", seq: middle, limit: PER_PAGE },
    "before_seq": { kind: "before", seq: middle, limit: PER_PAGE },
  } as const;
  return Object.entries(windows).map(([name, window]) => ({
    name: `messages of the longest conversation: ${name}`,
    read: ({ conversations }) => conversations.messages(conversationId, window),
  }));
}

function sampleLists({ callId, sampledAt, sampledUser }: Facts): BigList[] {
  const limit = 1_000;
  return [
    { name: "quality samples of a call: first", read: ({ quality }) => quality.list(callId, { limit }) },
    {
      name: "quality samples of a call: later ones",
      read: ({ quality }) => quality.list(callId, { limit, after: sampledAt + 1_800_000 }),
    },
    {
      name: "quality samples of a call: of one person",
      read: ({ quality }) => quality.list(callId, { limit, userId: sampledUser }),
    },
  ];
}

function otherLists(facts: Facts, ordinary: (turn: number) => number, now: number): BigList[] {
  const deep = Math.max(1, Math.floor(facts.heavyConversations / PER_PAGE / 2));
  const first = { page: 1, perPage: PER_PAGE };
  return [
    {
      name: "conversations, ordinary: first page",
      read: ({ conversations }, turn) => conversations.list(ordinary(turn), first),
    },
    {
      name: "conversations, heavy: first page",
      read: ({ conversations }) => conversations.list(HEAVY, first),
    },
    {
      name: "conversations, heavy: middle page",
      read: ({ conversations }) => conversations.list(HEAVY, { page: deep, perPage: PER_PAGE }),
    },
    {
      name: "appointments, ordinary: first page",
      read: ({ appointments }, turn) => appointments.list({ userId: ordinary(turn), now, ...first }),
    },
    {
      name: "appointments, heavy: first page",
      read: ({ appointments }) => appointments.list({ userId: HEAVY, now, ...first }),
    },
  ];
}

function statisticsLists(ordinary: (turn: number) => number, now: number): BigList[] {
  const tally = (
    name: string,
    days: number,
    userId: (turn: number) => number | null,
    byDay = false,
  ): BigList => {
    const starts = lastDays(days, now, "Europe/Berlin").map((one) => one.start);
    return {
      name: `statistics, ${name}: ${days}d${byDay ? " by day" : ""}`,
      read: ({ statistics }, turn) =>
        statistics.tally({
          userId: userId(turn),
          starts: byDay ? starts : starts.slice(0, 1),
          until: now,
          measured: byDay,
        }),
    };
  };
  return [
    tally("ordinary", 30, ordinary),
    tally("ordinary", 365, ordinary, true),
    tally("heavy", 30, () => HEAVY),
    tally("heavy", 365, () => HEAVY, true),
    tally("whole clinic", 30, () => null),
    tally("whole clinic", 365, () => null, true),
  ];
}
