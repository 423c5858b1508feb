import type { FinalRead, SentMessage, StoredMessage, Violation, VisitLog } from "./visit_log.ts";

/** What is wrong with messages: lost, doubled, reordered, changed, or missing from a device's view. */
export function checkMessages(log: VisitLog, final: FinalRead): Violation[] {
  const conversations = Map.groupBy(final.messages, (one) => one.conversationId);
  return [
    ...checkStored(log, final),
    ...checkNumbers(conversations),
    ...checkSenders(log, final),
    ...checkViews(log, conversations),
  ];
}

/** Acknowledged ⊆ stored, as it was acknowledged, once. */
function checkStored({ sent }: VisitLog, { messages }: FinalRead): Violation[] {
  const found: Violation[] = [];
  // Every body is written once, so two rows with one body are one message twice.
  for (const [body, copies] of Map.groupBy(messages, (one) => one.body)) {
    if (copies.length > 1) {
      found.push({ rule: "doubled", what: `"${body}" is stored ${copies.length} times` });
    }
  }
  const byId = Map.groupBy(messages, (one) => one.messageId);
  for (const one of sent) {
    const { acknowledged, clientId, body } = one;
    if (!acknowledged) continue;
    const kept = byId.get(acknowledged.messageId)?.[0];
    if (!kept) found.push({ rule: "lost", what: `${clientId}, acknowledged as ${acknowledged.seq}` });
    else if (kept.seq !== acknowledged.seq || kept.body !== body) {
      found.push({
        rule: "changed",
        what: `${clientId}: acknowledged ${acknowledged.seq}, stored ${kept.seq}`,
      });
    }
  }
  const bodies = new Set(sent.map((one) => one.body));
  for (const { body } of messages) {
    if (!bodies.has(body)) found.push({ rule: "unsent", what: `nobody sent "${body}"` });
  }
  return found;
}

function checkNumbers(conversations: Map<string, StoredMessage[]>): Violation[] {
  return [...conversations].flatMap(([id, messages]) => {
    const broken = messages.findIndex((one, index) => one.seq !== index + 1);
    return broken < 0 ? [] : [{ rule: "gap", what: `${id} is stored without number ${broken + 1}` }];
  });
}

/** What one device wrote stands in the order in which it was written. */
function checkSenders({ sent }: VisitLog, { messages }: FinalRead): Violation[] {
  const numbers = new Map(messages.map((one) => [one.body, one.seq]));
  const lines = Map.groupBy(sent, (one) => `${one.deviceId} in ${one.conversationId}`);
  return [...lines].flatMap(([line, own]) => {
    const ordered = own.toSorted((a, b) => a.n - b.n).flatMap(({ body }) => numbers.get(body) ?? []);
    const isSorted = ordered.every((seq, index) => index === 0 || seq > (ordered[index - 1] ?? 0));
    return isSorted ? [] : [{ rule: "reordered", what: `messages of ${line} are not in their order` }];
  });
}

/** Every device of everybody in a conversation shows all of it: in order, once, with the same content. */
function checkViews(log: VisitLog, conversations: Map<string, StoredMessage[]>): Violation[] {
  const found: Violation[] = [];
  const views = Map.groupBy(log.shown, (one) => `${one.deviceId} ${one.conversationId}`);
  for (const { conversationId, people } of log.conversations) {
    const stored = conversations.get(conversationId) ?? [];
    const devices = log.people.filter((one) => people.includes(one.userId)).flatMap((one) => one.deviceIds);
    for (const deviceId of devices) {
      const view = views.get(`${deviceId} ${conversationId}`) ?? [];
      const where = view.findIndex((one, index) => one.messageId !== stored[index]?.messageId);
      if (where >= 0) found.push(misplaced(deviceId, conversationId, view.map((one) => one.seq), where));
      else if (view.some((one, index) => one.body !== stored[index]?.body)) {
        found.push({ rule: "changed", what: `${deviceId} shows another text in ${conversationId}` });
      }
    }
  }
  return [...found, ...checkLengths(log, conversations)];
}

/** Devices that were connected in the end lack nothing. */
function checkLengths(log: VisitLog, conversations: Map<string, StoredMessage[]>): Violation[] {
  const counts = Map.groupBy(log.shown, (one) => `${one.deviceId} ${one.conversationId}`);
  return log.conversations.flatMap(({ conversationId, people }) => {
    const wanted = conversations.get(conversationId)?.length ?? 0;
    const here = log.people.filter((one) => one.isHere && people.includes(one.userId));
    return here.flatMap((one) => one.deviceIds).flatMap((deviceId) => {
      const has = counts.get(`${deviceId} ${conversationId}`)?.length ?? 0;
      return has >= wanted
        ? []
        : [{ rule: "missing", what: `${deviceId} has ${has} of ${wanted} in ${conversationId}` }];
    });
  });
}

function misplaced(deviceId: string, conversationId: string, seqs: number[], where: number): Violation {
  const seq = seqs[where] ?? 0;
  const rule = seqs.indexOf(seq) < where ? "doubled" : seqs.includes(where + 1) ? "reordered" : "gap";
  return { rule, what: `${deviceId} shows ${seq} as number ${where + 1} of ${conversationId}` };
}

/** Messages that were given away and never acknowledged. */
export function unanswered({ sent }: VisitLog): SentMessage[] {
  return sent.filter((one) => !one.acknowledged);
}
