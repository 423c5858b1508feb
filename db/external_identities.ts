import type { SessionState, SignInTrace } from "../realtime/ports/accounts.ts";
import type { ExternalIdentities, ExternalSignIn } from "../realtime/ports/external_identities.ts";
import { writeAudit } from "./audit.ts";
import type { Database, Sql } from "./database.ts";
import { findSession } from "./sessions.ts";

interface PersonRow {
  id: number;
  is_disabled: boolean;
}

/** People of external issuers in the table `external_identities`. */
export function externalIdentities(db: Database): ExternalIdentities {
  return { open: (signIn, trace) => db.transaction((sql) => open(sql, signIn, trace)) };
}

async function open(
  sql: Sql,
  signIn: ExternalSignIn,
  trace: SignInTrace,
): Promise<SessionState | undefined> {
  const person = await linkedPerson(sql, signIn) ?? await linkPerson(sql, signIn, trace);
  if (person === "taken") return undefined;
  if (!person || person.is_disabled) {
    await audit(sql, "session.opened", person?.id ?? null, signIn, trace, "refused");
    return undefined;
  }
  const inserted = await sql`
    insert into sessions (session_id, user_id, secret_hash, created_at, expires_at)
    values (${signIn.sessionId}, ${person.id}, null, ${new Date(signIn.createdAtMs)}, ${new Date(
    signIn.expiresAtMs,
  )})
    on conflict do nothing returning 1`;
  if (inserted.length > 0) await auditSession(sql, person.id, signIn, trace);
  return await findSession(sql, signIn.sessionId);
}

/** Locked, as at any sign-in: whoever disables this person ends the session too, or it does not begin. */
async function linkedPerson(sql: Sql, { issuer, subject }: ExternalSignIn): Promise<PersonRow | undefined> {
  const [row] = await sql<PersonRow[]>`
    select u.id, u.disabled_at is not null as is_disabled
    from external_identities e join users u on u.id = e.user_id
    where e.issuer = ${issuer} and e.subject = ${subject}
    for share of u`;
  return row;
}

/** Ties a subject to the person of its verified e-mail; "taken" when that person is another subject already. */
async function linkPerson(
  sql: Sql,
  signIn: ExternalSignIn,
  trace: SignInTrace,
): Promise<PersonRow | "taken" | undefined> {
  if (signIn.email === undefined) return undefined;
  // Of two first sign-ins of one person the second waits here, and finds the link of the first.
  const [person] = await sql<PersonRow[]>`
    select id, disabled_at is not null as is_disabled from users
    where email = ${signIn.email} and not is_guest for no key update`;
  if (!person || person.is_disabled) return person;
  const inserted = await sql`
    insert into external_identities (issuer, subject, user_id, linked_at)
    values (${signIn.issuer}, ${signIn.subject}, ${person.id}, ${new Date(signIn.createdAtMs)})
    on conflict do nothing returning 1`;
  if (inserted.length > 0) {
    await audit(sql, "identity.linked", person.id, signIn, trace, "done");
    return person;
  }
  const linked = await linkedPerson(sql, signIn);
  if (linked) return linked;
  await audit(sql, "identity.linked", person.id, signIn, trace, "refused");
  return "taken";
}

function audit(
  sql: Sql,
  action: string,
  userId: number | null,
  { sessionId }: ExternalSignIn,
  { address }: SignInTrace,
  outcome: "done" | "refused",
): Promise<void> {
  return writeAudit(sql, {
    actorId: outcome === "done" ? userId : null,
    sessionId,
    action,
    objectType: "user",
    objectId: userId === null ? null : String(userId),
    outcome,
    address,
  });
}

function auditSession(
  sql: Sql,
  userId: number,
  { sessionId }: ExternalSignIn,
  { address }: SignInTrace,
): Promise<void> {
  return writeAudit(sql, {
    actorId: userId,
    sessionId,
    action: "session.opened",
    objectType: "session",
    objectId: sessionId,
    outcome: "done",
    address,
  });
}
