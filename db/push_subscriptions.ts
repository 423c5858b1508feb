import type { Actor } from "../realtime/ports/people.ts";
import type { PushResult, PushSubscription, PushSubscriptions } from "../realtime/ports/push.ts";
import { writeAudit } from "./audit.ts";
import type { Database, Sql } from "./database.ts";
import { guestUntil } from "./guests.ts";
import type { Keyring } from "./keyring.ts";
import { endpointHash, unwrapTarget, wrapTarget } from "./push_target.ts";

interface SubscriptionRow {
  subscription_id: string;
  user_id: number;
  session_id: string;
  wrapped_target: Uint8Array;
  language: string;
  quiet: boolean;
  created_at: Date;
}

/** Subscriptions in the table `push_subscriptions`; addresses and keys are wrapped by the keyring. */
export function pushSubscriptions(db: Database, keyring: Keyring): PushSubscriptions {
  return {
    async keep(subscription, most, actor) {
      const wrapped = await wrapTarget(keyring, subscription.target);
      const hash = await endpointHash(subscription.target.endpoint);
      return await db.transaction(async (sql) => {
        const [before] = await sql<{ session_id: string }[]>`
          select session_id from push_subscriptions where endpoint_hash = ${hash} for update`;
        const row = await upsert(sql, subscription, { hash, wrapped });
        if (!row) return undefined;
        await tidyUp(sql, subscription, most);
        // A page says the same again and again; that is no news.
        if (before?.session_id !== subscription.sessionId) {
          await note(sql, "push.subscribed", row.subscription_id, actor);
        }
        return {
          ...subscription,
          subscriptionId: row.subscription_id,
          createdAtMs: row.created_at.getTime(),
        };
      });
    },
    remove: (subscriptionId, actor) => db.transaction((sql) => remove(sql, subscriptionId, actor)),
    async of(userId, nowMs) {
      const rows = await db.read((sql) => selectOf(sql, userId, nowMs));
      const found = await Promise.all(rows.map((row) => subscriptionOf(keyring, row)));
      return found.filter((one) => one !== undefined);
    },
    async noteRing(callId, subscriptionIds) {
      await db.write((sql) =>
        sql`
          update push_subscriptions set rung_call = ${callId}
          where subscription_id = any(${[...subscriptionIds]}::uuid[])`
      );
    },
    async takeRung(callId, userId) {
      const rows = await db.write((sql) =>
        sql<{ subscription_id: string }[]>`
          update push_subscriptions set rung_call = null
          where user_id = ${userId} and rung_call = ${callId} returning subscription_id`
      );
      return rows.map((row) => row.subscription_id);
    },
    noteResult: (subscriptionId, result, nowMs, failuresMax) =>
      db.transaction((sql) => noteResult(sql, { subscriptionId, result, nowMs, failuresMax })),
  };
}

async function upsert(
  sql: Sql,
  { subscriptionId, userId, sessionId, language, quiet, createdAtMs }: PushSubscription,
  { hash, wrapped }: { hash: Uint8Array; wrapped: Uint8Array },
): Promise<Pick<SubscriptionRow, "subscription_id" | "created_at"> | undefined> {
  // Locked: a session that ends at this moment takes its subscription with it, or does not get one.
  const running = await sql`
    select 1 from sessions where session_id = ${sessionId} and revoked_at is null for share`;
  const [row] = running.length === 0 ? [] : await sql<SubscriptionRow[]>`
    insert into push_subscriptions
      (subscription_id, user_id, session_id, endpoint_hash, wrapped_target, language, quiet, created_at)
    values (${subscriptionId}, ${userId}, ${sessionId}, ${hash}, ${wrapped}, ${language}, ${quiet},
      ${new Date(createdAtMs)})
    on conflict (endpoint_hash) do update set
      -- Another person's browser now: nobody goes on with what the other had.
      subscription_id = case when push_subscriptions.user_id = excluded.user_id
        then push_subscriptions.subscription_id else excluded.subscription_id end,
      user_id = excluded.user_id, session_id = excluded.session_id, wrapped_target = excluded.wrapped_target,
      language = excluded.language, quiet = excluded.quiet, failures = 0
    returning subscription_id, created_at`;
  return row;
}

/** Removes what sessions that have run out left behind, and beyond `most` the oldest. */
async function tidyUp(sql: Sql, { userId, createdAtMs }: PushSubscription, most: number): Promise<void> {
  await sql`
    delete from push_subscriptions p using sessions s
    where p.user_id = ${userId} and s.session_id = p.session_id and s.expires_at <= ${new Date(createdAtMs)}`;
  await sql`
    delete from push_subscriptions where user_id = ${userId} and id in (
      select id from push_subscriptions where user_id = ${userId} order by id desc offset ${most})`;
}

async function remove(sql: Sql, subscriptionId: string, actor: Actor): Promise<boolean> {
  const rows = await sql`
    delete from push_subscriptions
    where subscription_id = ${subscriptionId} and user_id = ${actor.userId} returning 1`;
  if (rows.length > 0) await note(sql, "push.unsubscribed", subscriptionId, actor);
  return rows.length > 0;
}

async function selectOf(sql: Sql, userId: number, nowMs: number): Promise<SubscriptionRow[]> {
  return await sql<SubscriptionRow[]>`
    select p.subscription_id, p.user_id, p.session_id, p.wrapped_target, p.language, p.quiet, p.created_at
    from push_subscriptions p
      join sessions s on s.session_id = p.session_id
      join users u on u.id = p.user_id
    where p.user_id = ${userId} and s.revoked_at is null and u.disabled_at is null
      and least(s.expires_at, ${guestUntil(sql)}) > ${new Date(nowMs)}
    order by p.id`;
}

interface Noted {
  subscriptionId: string;
  result: PushResult;
  nowMs: number;
  failuresMax: number;
}

async function noteResult(sql: Sql, { subscriptionId, result, nowMs, failuresMax }: Noted): Promise<void> {
  if (result === "accepted") {
    await sql`
      update push_subscriptions set last_success_at = ${new Date(nowMs)}, failures = 0
      where subscription_id = ${subscriptionId}`;
    return;
  }
  const [row] = await sql<{ failures: number }[]>`
    update push_subscriptions set failures = failures + 1
    where subscription_id = ${subscriptionId} returning failures`;
  if (!row || (result === "failed" && row.failures < failuresMax)) return;
  await sql`delete from push_subscriptions where subscription_id = ${subscriptionId}`;
  await note(sql, "push.gone", subscriptionId, null);
}

async function note(sql: Sql, action: string, subscriptionId: string, actor: Actor | null): Promise<void> {
  await writeAudit(sql, {
    actorId: actor?.userId ?? null,
    sessionId: actor?.sessionId ?? null,
    action,
    objectType: "push_subscription",
    objectId: subscriptionId,
    outcome: "done",
    address: actor?.address,
  });
}

async function subscriptionOf(keyring: Keyring, row: SubscriptionRow): Promise<PushSubscription | undefined> {
  const target = await unwrapTarget(keyring, row.wrapped_target);
  return target && {
    subscriptionId: row.subscription_id,
    userId: row.user_id,
    sessionId: row.session_id,
    target,
    language: row.language,
    quiet: row.quiet,
    createdAtMs: row.created_at.getTime(),
  };
}
