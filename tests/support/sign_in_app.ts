import { Hono } from "hono";
import type { Database } from "../../db/database.ts";
import { openKeyring } from "../../db/keyring.ts";
import { sessionStore } from "../../db/sessions.ts";
import { StoredSigningKeys } from "../../db/signing_keys.ts";
import { ticketStore } from "../../db/tickets.ts";
import { userAccounts } from "../../db/users.ts";
import { makeLog } from "../../realtime/log.ts";
import type { Passwords } from "../../realtime/passwords.ts";
import { makeSignInLimits, type SignInDeps } from "../../realtime/sign_in_deps.ts";
import { RefusalNotes } from "../../realtime/refusal_notes.ts";
import { authentication, type AuthRouteDeps, authRoutes } from "../../routes/auth.ts";
import { faultProblem, noteFault } from "../../routes/error_problem.ts";
import { pageSettings } from "../../routes/page_settings.ts";
import { serveOperations } from "../../routes/serve.ts";
import { securityHeaders } from "../../routes/security_headers.ts";
import { signInPage } from "../../routes/sign_in_page.tsx";
import { FakeTime } from "./fake_time.ts";
import { ORIGIN } from "./sign_in_scene.ts";

const ENCRYPTION_KEY = "0123456789abcdef0123456789ABCDEF";

/** One instance's door: everything that sign-in needs, on a given database, with a clock that a test moves. */
export interface SignInApp {
  app: Hono;
  deps: SignInDeps;
  time: FakeTime;
  /** Sessions that were ended on purpose, as the instance was told. */
  ended: string[];
}

export async function signInApp(
  db: Database,
  { passwords, https = true, time = new FakeTime() }: {
    passwords: Passwords;
    https?: boolean;
    time?: FakeTime;
  },
): Promise<SignInApp> {
  const ended: string[] = [];
  const deps: SignInDeps = {
    accounts: userAccounts(db),
    sessions: sessionStore(db),
    tickets: ticketStore(db),
    keys: new StoredSigningKeys({ db, keyring: await openKeyring(ENCRYPTION_KEY, time), clock: time }),
    passwords,
    limits: makeSignInLimits(time),
    clock: time,
    chance: testChance,
    sessionEnded: (sessionId) => ended.push(sessionId),
  };
  return { app: appOf({ signIn: deps, allowedOrigins: [ORIGIN], https }, time), deps, time, ended };
}

export const testChance = {
  uuid: () => crypto.randomUUID(),
  bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};

function appOf(deps: AuthRouteDeps, time: FakeTime): Hono {
  const app = new Hono();
  const log = makeLog({ level: "error", sink: (line) => console.error(line), clock: time });
  app.onError((error) => faultProblem(noteFault(error, { log, newId: testChance.uuid })));
  app.use(securityHeaders({ https: deps.https }));
  const manifest = {
    key: "",
    style: "/static/style.css",
    boot: "/static/boot.js",
    shared: [],
    islands: {},
    inputs: [],
  };
  app.use(pageSettings({ manifest, clock: time }));
  app.route(
    "/",
    serveOperations(authRoutes(deps), {
      ...deps,
      authentication: authentication(deps),
      refusalNotes: new RefusalNotes({ record: () => Promise.resolve() }, time),
    }),
  );
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
