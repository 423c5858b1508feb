import { type Context, Hono } from "hono";
import type { Identity } from "../../realtime/core/identity.ts";
import { auditPage } from "../../routes/audit_page.tsx";
import { callReportPage } from "../../routes/call_report_page.tsx";
import { clinicPage } from "../../routes/clinic_page.tsx";
import type { ClinicQueries } from "../../routes/clinic_queries.ts";
import { dayPage } from "../../routes/day_page.tsx";
import { joinPage } from "../../routes/join_page.tsx";
import { inTheirLanguage } from "../../routes/languages.ts";
import type { PageQueries } from "../../routes/page_queries.ts";
import { languageChoice } from "../../routes/language_choice.ts";
import { pageSettings } from "../../routes/page_settings.ts";
import { pageRoutes } from "../../routes/pages.tsx";
import { securityHeaders } from "../../routes/security_headers.ts";
import { directConversation, DOCTOR, PATIENT } from "./chat_objects.ts";
import { fakeClinic } from "./clinic_objects.ts";
import { manifestOf } from "./manifest_of.ts";

export const ORIGIN = "https://visit.test";
export const NOW = Date.parse("2026-03-02T09:00:00.000Z");

const MANIFEST = manifestOf({
  boot: "/static/build/boot-00000000.js",
  shared: ["/static/build/chunk-11111111.js"],
  islands: {
    home: ["/static/build/home_island-22222222.js"],
    visit: ["/static/build/visit_island-33333333.js"],
  },
});

export const WHO: Identity = {
  userId: 1,
  role: "patient",
  name: PATIENT.name,
  sessionId: "s",
  deviceId: "s",
};

/** Somebody who looks after the clinic. */
export const ADMIN: Identity = { ...WHO, userId: 9, role: "admin", name: "Ada Admin" };

/** Answers of a clinic with one appointment and one conversation, unless a test says otherwise. */
export function fakeQueries(changes: Partial<PageQueries> = {}): PageQueries {
  const nothing = { items: [], total: 0, pages: 0, currentPage: 1 };
  const appointment = {
    id: 7,
    guests: [],
    patient_id: 1,
    doctor_id: 2,
    starts_at: "2026-03-02T08:45:00.000Z",
    ends_at: "2026-03-02T09:45:00.000Z",
    status: "scheduled" as const,
    reason: '<script>alert("1")</script>',
    version: 1,
    patient: PATIENT,
    doctor: DOCTOR,
  };
  return {
    appointments: () => Promise.resolve([appointment]),
    appointmentsBetween: () => Promise.resolve([appointment]),
    history: () => Promise.resolve(nothing),
    conversations: () => Promise.resolve([{ ...directConversation(3), unread_count: 2 }]),
    inbox: () => Promise.resolve(nothing),
    messages: () => Promise.resolve({ ok: false, code: "not_found", message: "" }),
    call: () => Promise.resolve({ ok: false, code: "not_found", message: "" }),
    waitingRoom: () => Promise.resolve({ ok: false, code: "not_found", message: "" }),
    queue: () => Promise.resolve(null),
    presence: () => Promise.resolve([]),
    ...changes,
  };
}

/** The pages as they are wired, for somebody who is signed in when the request says so by a header. */
export function pageApp(queries: PageQueries = fakeQueries(), who: Identity = WHO): Hono {
  const app = new Hono();
  app.use(securityHeaders({ https: true }));
  app.use(inTheirLanguage());
  app.use(pageSettings({ manifest: MANIFEST, clock: { now: () => NOW } }));
  const identify = (c: Context) => Promise.resolve(c.req.header("x-signed-in") ? who : undefined);
  return app.route("/", languageChoice({ allowedOrigins: [ORIGIN], https: true }))
    .route("/", joinPage({ identify })).route("/", pageRoutes({ queries, identify })).route(
      "/",
      dayPage({ queries, identify }),
    );
}

/** The administrators' pages and that of a call; `noted` gets what was refused. */
export function clinicApp(
  { queries = fakeClinic(), who = ADMIN, noted = [] }: {
    queries?: ClinicQueries;
    who?: Identity;
    noted?: string[];
  } = {},
): Hono {
  const app = new Hono();
  app.use(securityHeaders({ https: true }));
  app.use(inTheirLanguage());
  app.use(pageSettings({ manifest: MANIFEST, clock: { now: () => NOW } }));
  const identify = (c: Context) => Promise.resolve(c.req.header("x-signed-in") ? who : undefined);
  const note = (_: unknown, page: string) => Promise.resolve(void noted.push(page));
  const deps = { clinic: queries, identify, refusalNotes: { note } };
  return app.route("/", clinicPage(deps)).route("/", auditPage(deps)).route("/", callReportPage(deps));
}

/** Asks for a page as somebody signed in. */
export async function getPage(
  app: Hono,
  path: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const response = await app.request(path, { headers: { "x-signed-in": "yes", ...headers } });
  return await response.text();
}
