import type { Context, Hono } from "hono";
import { SEARCH_LENGTH_MAX } from "../realtime/core/api/user_operations.ts";
import { type Identity, ROLES } from "../realtime/core/identity.ts";
import { isCleanText } from "../realtime/core/safe_json.ts";
import { listAccounts, readPerson } from "../realtime/read_people.ts";
import { renderErrorPage } from "./error_page.tsx";
import { forAdmin } from "./for_admin.ts";
import { forPerson } from "./for_person.ts";
import { formRoutes } from "./form_page.ts";
import { keyOrZero } from "./path_id.ts";
import type { PeopleChoice } from "./people_list_view.tsx";
import { addPeopleForms, type PeoplePagesDeps } from "./people_forms.ts";
import { showAddPerson, showPeople, showPerson } from "./people_shows.tsx";

const PER_PAGE = 20;

/** `/users`: the people of the clinic, for administrators, with forms that work without JavaScript. */
export function peoplePages(deps: PeoplePagesDeps): Hono {
  const routes = formRoutes(deps, "/users", "/users/*");
  const get = (path: string, answer: (c: Context, who: Identity) => Promise<Response>) =>
    routes.get(path, (c) => forPerson(c, deps, (who) => forPeopleAdmin(c, deps, who, () => answer(c, who))));
  get("/users", (c, who) => people(c, deps, who));
  get("/users/new", (c, who) => Promise.resolve(showAddPerson(c, who)));
  get("/users/:user_id", async (c, who) => {
    const person = await readPerson(deps.people, who, keyOrZero(c.req.param("user_id") ?? ""));
    return person.ok ? showPerson(c, who, person.value) : renderErrorPage(c, 404, { user: who });
  });
  addPeopleForms(routes, deps, forPeopleAdmin);
  return routes;
}

function forPeopleAdmin(
  c: Context,
  deps: PeoplePagesDeps,
  who: Identity,
  answer: () => Promise<Response>,
): Promise<Response> {
  return forAdmin(c, deps, who, { page: "people_page", answer });
}

async function people(c: Context, deps: PeoplePagesDeps, who: Identity): Promise<Response> {
  const choice = choiceOf(c);
  const query = { ...choice, page: pageNumber(c.req.query("page")), perPage: PER_PAGE };
  const page = await listAccounts(deps.people, who, query);
  return page.ok ? showPeople(c, who, choice, page.value) : renderErrorPage(c, 404, { user: who });
}

/** Anything that can't be meant counts as not chosen. */
function choiceOf(c: Context): PeopleChoice {
  const { q = "", role, disabled } = c.req.query();
  return {
    q: isCleanText(q) ? q.slice(0, SEARCH_LENGTH_MAX) : "",
    role: ROLES.find((one) => one === role),
    disabled: disabled === "true" ? true : disabled === "false" ? false : undefined,
  };
}

/** A page number out of a query; anything that is none counts as the first. */
function pageNumber(text: string | undefined): number {
  return /^[1-9]\d{0,5}$/.test(text ?? "") ? Number(text) : 1;
}
