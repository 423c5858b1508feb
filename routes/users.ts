import { userOperations } from "../realtime/core/api/user_operations.ts";
import { addPerson, changePerson, resetPassword } from "../realtime/manage_people.ts";
import { changePassword } from "../realtime/own_account.ts";
import type { PeopleDeps } from "../realtime/people_deps.ts";
import { listPeople, readPerson } from "../realtime/read_people.ts";
import { pageBody } from "./page_body.ts";
import { reply, type Served, served } from "./serve.ts";

/** People and their passwords over HTTP. */
export function userRoutes(deps: PeopleDeps): Served[] {
  return served(userOperations, {
    "GET /api/users": async ({ who, query }) => {
      const { page, per_page: perPage, q, role, disabled } = query;
      const outcome = await listPeople(deps, who, { page, perPage, q, role, disabled });
      return reply(outcome, 200, (list) => pageBody("users", list));
    },
    "GET /api/users/{user_id}": async ({ who, path }) =>
      reply(await readPerson(deps, who, path.user_id), 200, (user) => ({ user })),
    "POST /api/users": async ({ who, address, body }) => {
      const outcome = await addPerson(deps, { who, address }, body);
      return reply(outcome, 201, ({ person, password }) => ({ user: person, password }));
    },
    "PATCH /api/users/{user_id}": async ({ who, address, path, body }) => {
      const outcome = await changePerson(deps, { who, address }, path.user_id, body);
      return reply(outcome, 200, (user) => ({ user }));
    },
    "POST /api/users/{user_id}/password": async ({ who, address, path }) => {
      const outcome = await resetPassword(deps, { who, address }, path.user_id);
      return reply(outcome, 200, (password) => ({ password }));
    },
    "POST /api/auth/password": async ({ who, address, body }) => {
      const change = { current: body.current_password, next: body.new_password };
      return reply(await changePassword(deps, { who, address }, change), 204, () => null);
    },
  });
}
