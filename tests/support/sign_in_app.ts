import { type Context, Hono } from "hono";
import type { Database } from "../../db/database.ts";
import { externalIdentities } from "../../db/external_identities.ts";
import { openKeyring } from "../../db/keyring.ts";
import { people } from "../../db/people.ts";
import { refusalLog } from "../../db/refusal_log.ts";
import { sessionStore } from "../../db/sessions.ts";
import { StoredSigningKeys } from "../../db/signing_keys.ts";
import { ticketStore } from "../../db/tickets.ts";
import { userAccounts } from "../../db/users.ts";
import type { OidcConfig } from "../../realtime/config.ts";
import { ExternalTokens } from "../../realtime/external_tokens.ts";
import { fetchJson } from "../../realtime/fetch_json.ts";
import { makeLog } from "../../realtime/log.ts";
import type { PeopleDeps } from "../../realtime/people_deps.ts";
import type { Refusals } from "../../realtime/ports/refusals.ts";
import type { Passwords } from "../../realtime/passwords.ts";
import { makeSignInLimits, type SignInDeps } from "../../realtime/sign_in_deps.ts";
import { REALTIME_RATES } from "../../realtime/core/realtime_limits.ts";
import { RefusalNotes } from "../../realtime/refusal_notes.ts";
import { UserRates } from "../../realtime/user_rates.ts";
import { accountPage } from "../../routes/account_page.tsx";
import { identifyRequest } from "../../routes/authentication.ts";
import { peoplePages } from "../../routes/people_pages.ts";
import { inTheirLanguage } from "../../routes/languages.ts";
import { remoteAddress } from "../../routes/remote_address.ts";
import { authentication, type AuthRouteDeps, authRoutes } from "../../routes/auth.ts";
import { faultProblem, noteFault } from "../../routes/error_problem.ts";
import { pageSettings } from "../../routes/page_settings.ts";
import { serveOperations } from "../../routes/serve.ts";
import { securityHeaders } from "../../routes/security_headers.ts";
import { signInPage } from "../../routes/sign_in_page.tsx";
import { userRoutes } from "../../routes/users.ts";
import { FakeTime } from "./fake_time.ts";
import { ORIGIN } from "./sign_in_scene.ts";
import { manifestOf } from "./manifest_of.ts";

const ENCRYPTION_KEY = "0123456789abcdef0123456789ABCDEF";

/** One instance's door: everything that sign-in needs, on a given database, with a clock that a test moves. */
export interface SignInApp {
  app: Hono;
  deps: SignInDeps;
  time: FakeTime;
  /** Sessions that were ended on purpose, as the instance was told. */
  ended: string[];
  /** People whose live call was to be ended, as the instance was told. */
  callsEnded: number[];
}

export async function signInApp(
  db: Database,
  { passwords, https = true, time = new FakeTime(), oidc }: {
    passwords: Passwords;
    https?: boolean;
    time?: FakeTime;
    /** An issuer whose tokens are accepted. */
    oidc?: OidcConfig;
  },
): Promise<SignInApp> {
  const ended: string[] = [];
  const callsEnded: number[] = [];
  const deps: SignInDeps = {
    accounts: userAccounts(db),
    sessions: sessionStore(db),
    tickets: ticketStore(db),
    keys: new StoredSigningKeys({ db, keyring: await openKeyring(ENCRYPTION_KEY, time), clock: time }),
    passwords,
    external: oidc && {
      tokens: new ExternalTokens(oidc, { clock: time, fetchJson }),
      identities: externalIdentities(db),
    },
    limits: makeSignInLimits(time),
    clock: time,
    chance: testChance,
    sessionEnded: (sessionId) => ended.push(sessionId),
  };
  const peopleDeps = {
    ...deps,
    people: people(db),
    endCallOf: (userId: number) => Promise.resolve(void callsEnded.push(userId)),
  };
  const app = appOf({ signIn: deps, allowedOrigins: [ORIGIN], https }, peopleDeps, time, refusalLog(db));
  return { app, deps, time, ended, callsEnded };
}

export const testChance = {
  uuid: () => crypto.randomUUID(),
  bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};

function appOf(deps: AuthRouteDeps, peopleDeps: PeopleDeps, time: FakeTime, refusals: Refusals): Hono {
  const app = new Hono();
  const log = makeLog({ level: "error", sink: (line) => console.error(line), clock: time });
  app.onError((error) => faultProblem(noteFault(error, { log, newId: testChance.uuid })));
  app.use(securityHeaders({ https: deps.https }));
  app.use(inTheirLanguage());
  const manifest = manifestOf({ boot: "/static/boot.js", shared: [], islands: {} });
  const refusalNotes = new RefusalNotes(refusals, time);
  app.use(pageSettings({ manifest, clock: time }));
  app.route(
    "/",
    serveOperations([...authRoutes(deps), ...userRoutes(peopleDeps)], {
      ...deps,
      authentication: authentication(deps),
      refusalNotes,
      rates: new UserRates(REALTIME_RATES, time),
    }),
  );
  const forms = {
    ...deps,
    people: peopleDeps,
    refusalNotes,
    identify: (c: Context) => identifyRequest(authentication(deps), c.req.raw, remoteAddress(c)),
  };
  app.route("/", accountPage(forms));
  app.route("/", peoplePages(forms));
  app.route("/", signInPage({ ...deps, demo: { emails: ["patient@demo.test"], password: "carewire-demo" } }));
  return app;
}

/** Adds somebody who can sign in with this hash of a password. */
export async function addUser(db: Database, email: string, passwordHash: string | null): Promise<number> {
  const [row] = await db.write((sql) =>
    sql<{ id: number }[]>`
      insert into users (email, name, role, password_hash) values (${email}, 'Pat', 'patient', ${passwordHash})
      returning id`
  );
  return row!.id;
}
