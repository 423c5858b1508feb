import type { Hono } from "hono";
import type { Database } from "../../db/database.ts";
import { hashPassword } from "../../realtime/password_hash.ts";
import { PasswordWorker } from "../../realtime/passwords.ts";
import { granted } from "./granted.ts";

type SignInSupport = typeof import("./sign_in_app.ts");

export interface Scene extends SignInSupport {
  db: Database;
  passwords: PasswordWorker;
  /** Id of `pat@example.test`, whose password is PASSWORD. */
  userId: number;
}

export const ORIGIN = "https://visit.test";
export const PASSWORD = "a right password";
export const EMAIL = "pat@example.test";
/** Of PASSWORD; made once. */
export const passwordHash = hashPassword(PASSWORD, new Uint8Array(16));

/** A test on a database of its own with one person in it. */
export function signInTest(name: string, run: (scene: Scene) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "net", "env", "run"),
    fn: async () => {
      const { testDatabase } = await import("./test_database.ts");
      const support = await import("./sign_in_app.ts");
      await using database = await testDatabase();
      using passwords = new PasswordWorker(support.testChance);
      const userId = await support.addUser(database.db, EMAIL, await passwordHash);
      await run({ ...support, db: database.db, passwords, userId });
    },
  });
}

export type Send = {
  body?: unknown;
  headers?: Record<string, string>;
  form?: Record<string, string>;
  address?: string;
};

export async function send(
  app: Hono,
  method: string,
  path: string,
  { body, headers, form, address }: Send = {},
) {
  const type = form
    ? "application/x-www-form-urlencoded"
    : body === undefined
    ? undefined
    : "application/json";
  const response = await app.request(path, {
    method,
    headers: { ...(type && { "Content-Type": type }), ...headers },
    body: form ? new URLSearchParams(form).toString() : body === undefined ? undefined : JSON.stringify(body),
  }, { remoteAddress: address ?? "192.0.2.1" });
  const text = await response.text();
  // deno-lint-ignore no-explicit-any -- answers are looked at field by field
  const json: any = response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json, cookie: cookieOf(response) };
}

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

export function login(app: Hono, password = PASSWORD, more: Send = {}) {
  return send(app, "POST", "/api/auth/login", { body: { email: EMAIL, password }, ...more });
}

export const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
export const withCookie = (cookie: string) => ({ headers: { Cookie: cookie, Origin: ORIGIN } });

export async function auditOf(db: Database) {
  return await db.read((sql) =>
    sql<
      {
        action: string;
        outcome: string;
        actor_id: number | null;
        object_id: string;
        source_address: string;
      }[]
    >`
      select action, outcome, actor_id, object_id, source_address from audit_log order by id`
  );
}
