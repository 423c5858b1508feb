import type { Hono } from "hono";
import type { Role } from "../../realtime/core/identity.ts";
import { PASSWORD, passwordHash, type Scene, send, signInTest } from "./sign_in_scene.ts";
import type { SignInApp } from "./sign_in_app.ts";

/** Somebody of the clinic, signed in as a program. */
export interface Colleague {
  id: number;
  email: string;
  token: string;
  /** Their cookie, as a browser sends it. */
  cookie: string;
  ask(method: string, path: string, body?: unknown): ReturnType<typeof send>;
}

export interface PeopleScene extends Scene, SignInApp {
  admin: Colleague;
  /** Adds somebody whose password is PASSWORD, and signs them in. */
  join(name: string, role: Role, email?: string): Promise<Colleague>;
}

/** A test on a clinic of its own, with one administrator signed in. */
export function peopleTest(name: string, run: (scene: PeopleScene) => Promise<void>): void {
  signInTest(name, async (scene) => {
    await scene.db.write((sql) => sql`delete from users`);
    const hash = await passwordHash;
    const instance = await scene.signInApp(scene.db, scene);
    const join = async (name: string, role: Role, email = `${crypto.randomUUID()}@example.test`) => {
      const [row] = await scene.db.write((sql) =>
        sql<{ id: number }[]>`
          insert into users (email, name, role, password_hash, created_at)
          values (${email}, ${name}, ${role}, ${hash}, '2026-01-01T00:00:00Z') returning id`
      );
      return await signedIn(instance.app, row!.id, email);
    };
    const admin = await join("Ada Admin", "admin", "ada@example.test");
    await run({ ...scene, ...instance, admin, join });
  });
}

/** Signs somebody in whose password is PASSWORD. */
export async function signedIn(app: Hono, id: number, email: string): Promise<Colleague> {
  const { json, cookie } = await send(app, "POST", "/api/auth/login", {
    body: { email, password: PASSWORD },
  });
  return { ...colleague(app, id, email, json.token), cookie };
}

/** Somebody with a token of their own. */
export function colleague(app: Hono, id: number, email: string, token: string): Colleague {
  const headers = { Authorization: `Bearer ${token}` };
  return {
    id,
    email,
    token,
    cookie: "",
    ask: (method, path, body) => send(app, method, path, { headers, body }),
  };
}

/** Adds a guest, who has no sign-in of their own. */
export async function addGuest({ db }: Scene, name: string): Promise<number> {
  const [row] = await db.write((sql) =>
    sql<{ id: number }[]>`
      insert into users (email, name, role, is_guest) values (null, ${name}, 'patient', true) returning id`
  );
  return row!.id;
}

/** Makes somebody a guest, who came to an appointment of now by a link and has nothing else. */
export async function becomeGuest({ db, admin, time }: PeopleScene, userId: number): Promise<void> {
  const [from, until] = [new Date(time.now() - 60_000), new Date(time.now() + 3_600_000)];
  await db.transaction(async (sql) => {
    await sql`update users set password_hash = null, email = null, is_guest = true where id = ${userId}`;
    const [row] = await sql<{ id: number }[]>`
      insert into appointments (patient_id, doctor_id, starts_at, ends_at)
      values (${userId}, ${admin.id}, ${from}, ${until}) returning id`;
    await sql`
      insert into invitations (invitation_id, appointment_id, made_by, token_hash, wrapped_token, guest_id)
      values (${crypto.randomUUID()}, ${row!.id}, ${admin.id}, ${new Uint8Array(32)}, ${new Uint8Array(
      1,
    )}, ${userId})`;
  });
}
