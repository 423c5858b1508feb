import { type Context, Hono } from "hono";
import type { AuditPageObject } from "../realtime/core/audit_objects.ts";
import type { Identity } from "../realtime/core/identity.ts";
import { type AuditChoice, readChoice, wantedIn } from "./audit_choice.ts";
import { auditText as t } from "./audit_text.ts";
import { AuditView } from "./audit_view.tsx";
import { type ClinicPageDeps, zoneOf } from "./clinic_page.tsx";
import { renderErrorPage } from "./error_page.tsx";
import { forAdmin } from "./for_admin.ts";
import { forPerson } from "./for_person.ts";
import { Page, renderPage } from "./page.tsx";
import { remoteAddress } from "./remote_address.ts";
import { findPerson, type FoundPerson } from "./find_person.ts";

/** Rows on one page. */
const PER_PAGE = 50;

/** `/audit`: the audit log, for administrators, with a form that works without JavaScript. */
export function auditPage(deps: ClinicPageDeps): Hono {
  const routes = new Hono();
  routes.get(
    "/audit",
    (c) =>
      forPerson(c, deps, (who) =>
        forAdmin(c, deps, who, {
          page: "audit_page",
          answer: () => showAudit(c, deps, who),
        })),
  );
  return routes;
}

async function showAudit(c: Context, deps: ClinicPageDeps, who: Identity): Promise<Response> {
  const choice = readChoice(c.req.query());
  const person = await findPerson(deps.clinic, who, choice.person);
  const found = await search(c, deps, who, { choice, person });
  if (found === "refused") return renderErrorPage(c, 404, { user: who });
  return renderPage(
    c,
    <Page title={t("title")} user={who} place="audit">
      <AuditView choice={choice} person={person} page={found} />
    </Page>,
  );
}

/** Nothing where the form has to be mended first: a search for something else would be written down as theirs. */
async function search(
  c: Context,
  { clinic }: ClinicPageDeps,
  who: Identity,
  { choice, person }: { choice: AuditChoice; person: FoundPerson },
): Promise<AuditPageObject | undefined | "refused"> {
  if (person.kind === "many" || person.kind === "nobody") return undefined;
  if (choice.objectId !== "" && choice.objectType === undefined) return undefined;
  const actorId = person.kind === "one" ? person.user.id : undefined;
  const query = { ...wantedIn(choice, zoneOf(c)), actorId, limit: PER_PAGE };
  const outcome = await clinic.audit({ who, address: remoteAddress(c) }, query);
  return outcome.ok ? outcome.value : "refused";
}
