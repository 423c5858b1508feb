import type { ReceiptKind } from "./conversation_store.ts";

/** Something committed that people's devices are told of. */
export type Fact =
  | { kind: "message"; messageId: string; conversationId: string; seq: number }
  | {
    kind: "receipt";
    receipt: ReceiptKind;
    messageId: string;
    conversationId: string;
    /** The position up to which it counts. */
    seq: number;
    userId: number;
    /** Milliseconds since the epoch. */
    at: number;
  }
  | { kind: "call"; callId: string }
  | { kind: "appointment"; appointmentId: number }
  | { kind: "conversation"; conversationId: string };

export interface FactQuery {
  /** A transaction: facts of it and of later ones are asked for. */
  from: number;
  /** Instances whose facts are left out. */
  without: readonly string[];
  /** Only facts that concern one of these … */
  users: readonly number[];
  /** … and all of this instance, which asks: whom they concern may be connected elsewhere alone. */
  own: string;
  /** Most facts given. */
  limit: number;
}

/** A fact with the number of its commit's record, and who committed it. */
export interface CommittedFact {
  id: number;
  writer: string;
  fact: Fact;
}

export interface FactsRead {
  /** In the order of their commits, as far as one is known. */
  facts: CommittedFact[];
  /** The oldest transaction that was still going on: everything before it was there to be read. */
  oldest: number;
  /** The first transaction that had not begun. */
  next: number;
}

/** The committed facts, in the order of transactions. */
export interface FactLog {
  since(query: FactQuery): Promise<FactsRead>;
}
