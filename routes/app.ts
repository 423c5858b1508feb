import { type Context, Hono } from "hono";
import type { Log } from "../realtime/log.ts";
import type { LiveSystem } from "../realtime/live_system.ts";
import { SocketDoor } from "../realtime/socket_door.ts";
import { takeTicket } from "../realtime/realtime_ticket.ts";
import { endCallOf } from "../realtime/end_call_of.ts";
import { CHECK_LIMITS } from "../realtime/check_devices.ts";
import { AttemptLimit } from "../realtime/attempt_limit.ts";
import type { DeviceCheckStore } from "../realtime/ports/device_check_store.ts";
import { readAppointment } from "../realtime/read_appointments.ts";
import type { PeopleDeps } from "../realtime/people_deps.ts";
import type { CallRatings } from "../realtime/ports/call_ratings.ts";
import type { Inbox } from "../realtime/ports/inbox.ts";
import type { HistoryStore } from "../realtime/ports/history_store.ts";
import type { QualityStore } from "../realtime/ports/quality_store.ts";
import type { StatisticsStore } from "../realtime/ports/statistics_store.ts";
import { SampleAllowance } from "../realtime/sample_allowance.ts";
import type { People } from "../realtime/ports/people.ts";
import type { AuditSearch } from "../realtime/ports/audit_search.ts";
import type { ClinicStore } from "../realtime/ports/clinic_store.ts";
import { accountPage } from "./account_page.tsx";
import { appFiles } from "./app_files.tsx";
import { appointmentRoutes } from "./appointments.ts";
import { type AttachmentRouteDeps, attachmentRoutes } from "./attachments.ts";
import { auditPage } from "./audit_page.tsx";
import { type Assets, serveAssets } from "./assets.ts";
import { checkPage } from "./check_page.tsx";
import { authentication, type AuthRouteDeps, authRoutes } from "./auth.ts";
import { identifyRequest } from "./authentication.ts";
import { callReportPage } from "./call_report_page.tsx";
import { callRoutes } from "./calls.ts";
import { clinicRoutes } from "./clinic.ts";
import { clinicPage } from "./clinic_page.tsx";
import { type ClinicDeps, clinicQueries } from "./clinic_queries.ts";
import { conversationPage } from "./conversation_page.tsx";
import { conversationRoutes } from "./conversations.ts";
import { dayPage } from "./day_page.tsx";
import { deviceCheckRoutes } from "./device_checks.ts";
import { documentRoutes } from "./documents/document_routes.ts";
import { referencePage } from "./documents/reference_page.tsx";
import { renderErrorPage, wantsPage } from "./error_page.tsx";
import { faultProblem, noteFault } from "./error_problem.ts";
import { type HealthDeps, healthRoutes } from "./health.ts";
import { exportRoutes } from "./history_export.ts";
import { languageChoice } from "./language_choice.ts";
import { inTheirLanguage } from "./languages.ts";
import { originAllowed } from "./origin_check.ts";
import { invitationRoutes } from "./invitations.ts";
import { joinPage } from "./join_page.tsx";
import { pageQueries } from "./page_data.ts";
import { pageSettings } from "./page_settings.ts";
import { pageRoutes } from "./pages.tsx";
import { peoplePages } from "./people_pages.ts";
import { presenceRoutes } from "./presence.ts";
import type { Pushes } from "../realtime/push/open_pushes.ts";
import { pushRoutes } from "./push.ts";
import { problem } from "./problem.ts";
import { qualityRoutes } from "./quality.ts";
import { ratingRoutes } from "./ratings.ts";
import { remoteAddress, type RemoteBindings } from "./remote_address.ts";
import { securityHeaders } from "./security_headers.ts";
import type { DemoHint } from "./sign_in_form.tsx";
import { type Served, serveOperations } from "./serve.ts";
import { signInPage } from "./sign_in_page.tsx";
import { socketRoute } from "./socket.ts";
import { statisticsRoutes } from "./statistics.ts";
import { userRoutes } from "./users.ts";
import { visitPage } from "./visit_page.tsx";
import { waitingRoutes } from "./waiting.ts";
import { waitingPage } from "./waiting_page.tsx";

export interface AppDeps extends AuthRouteDeps {
  live: LiveSystem;
  history: HistoryStore;
  inbox: Inbox;
  ratings: CallRatings;
  quality: QualityStore;
  deviceChecks: DeviceCheckStore;
  statistics: StatisticsStore;
  attachments: AttachmentRouteDeps;
  people: People;
  push: Pushes;
  clinic: ClinicStore;
  audit: AuditSearch;
  health: HealthDeps;
  /** The origin under which programs reach this server. */
  publicUrl: string;
  assets: Assets;
  demo: DemoHint | undefined;
  log: Log;
  newId(): string;
}

type App = Hono<{ Bindings: RemoteBindings }>;

/** Everything that is served over HTTP, the socket's door included. */
export function makeApp(deps: AppDeps): App {
  const app: App = new Hono();
  app.onError((error, c) => errorAnswer(error, c, deps));
  app.notFound((c) =>
    wantsPage(c) ? renderErrorPage(c, 404) : problem(404, "not_found", "There is nothing here.")
  );
  app.use(securityHeaders({ https: deps.https }));
  app.use(inTheirLanguage());
  app.use(pageSettings({ manifest: deps.assets.manifest, clock: deps.signIn.clock }));
  app.route("/", healthRoutes(deps.health));
  app.get("/static/*", serveAssets(deps.assets));
  app.route("/", appFiles(deps.assets));
  app.route("/", socketRoute(socketDeps(deps)));
  app.route("/", languageChoice(deps));
  app.route("/", referencePage(deps));
  app.route("/", serveOperations(apiOperations(deps), { ...deps, ...apiDeps(deps) }));
  app.route("/", signInPage({ ...deps, demo: deps.demo }));
  app.route("/", pages(deps));
  return app;
}

/** Every operation of the API with its handler. */
function apiOperations(deps: AppDeps): Served[] {
  const { use } = deps.live;
  return [
    ...authRoutes(deps),
    ...appointmentRoutes(use.visit),
    ...invitationRoutes({ ...deps, visit: use.visit }),
    ...waitingRoutes(use.visit),
    ...callRoutes({ call: use.call, history: deps.history, ratings: deps.ratings }),
    ...exportRoutes(deps),
    ...ratingRoutes({ ...use.call, history: deps.history, ratings: deps.ratings }),
    ...conversationRoutes({ ...use.chat, inbox: deps.inbox }),
    ...presenceRoutes(use.presence),
    ...documentRoutes(deps),
    ...qualityRoutes({ ...use.call, quality: deps.quality, allowance: new SampleAllowance(use.call.clock) }),
    ...statisticsRoutes({ ...use.call, statistics: deps.statistics }),
    ...deviceCheckRoutes({
      ...use.call,
      ...use.visit,
      deviceChecks: deps.deviceChecks,
      submissions: new AttemptLimit(CHECK_LIMITS, use.call.clock),
      questions: new AttemptLimit(CHECK_LIMITS, use.call.clock),
    }),
    ...attachmentRoutes(deps.attachments),
    ...userRoutes(peopleDeps(deps)),
    ...pushRoutes(deps.push),
    ...clinicRoutes(clinicDeps(deps)),
  ];
}

function peopleDeps({ signIn, people, live }: AppDeps): PeopleDeps {
  return { ...signIn, people, endCallOf: (userId, by) => endCallOf(live.use.call, userId, by) };
}

function clinicDeps(deps: AppDeps): ClinicDeps {
  const { use, hub, instances } = deps.live;
  const { board } = use.presence;
  return { ...deps, board, hub, clock: use.call.clock, processes: instances };
}

function apiDeps(deps: AppDeps) {
  const { refusalNotes, rates } = deps.live;
  return { authentication: authentication(deps), refusalNotes, rates };
}

function pages(deps: AppDeps): Hono {
  const { use } = deps.live;
  const page = {
    queries: pageQueries({ ...deps, ...use.chat, visit: use.visit, board: use.presence.board }),
    identify: (c: Context) => identifyRequest(authentication(deps), c.req.raw, remoteAddress(c)),
    fileBytesMax: deps.attachments.limits.fileBytesMax,
  };
  const forms = { ...deps, ...page, people: peopleDeps(deps), refusalNotes: deps.live.refusalNotes };
  const clinic = { ...page, clinic: clinicQueries(clinicDeps(deps)), refusalNotes: deps.live.refusalNotes };
  return new Hono().route("/", joinPage(page))
    .route("/", pageRoutes(page))
    .route("/", dayPage(page))
    .route("/", visitPage(page))
    .route("/", waitingPage(page))
    .route("/", conversationPage(page))
    .route("/", checkPage({ ...page, appointment: (who, id) => readAppointment(use.visit, who, id) }))
    .route("/", accountPage(forms))
    .route("/", peoplePages(forms))
    .route("/", clinicPage(clinic))
    .route("/", auditPage(clinic))
    .route("/", callReportPage(clinic));
}

function socketDeps(deps: AppDeps) {
  const { allowedOrigins, live, signIn, health } = deps;
  return {
    live: live.sockets,
    door: new SocketDoor(),
    originAllowed: (origin: string | null) => originAllowed(origin, { allowedOrigins, usesCookie: false }),
    identify: (request: Request, address: string | undefined) =>
      identifyRequest(authentication(deps), request, address),
    takeTicket: (ticket: string) => takeTicket(signIn, ticket),
    isDraining: () => health.isDraining(),
  };
}

function errorAnswer(error: Error, c: Context, deps: AppDeps): Response {
  const fault = noteFault(error, deps);
  if (!wantsPage(c)) return faultProblem(fault);
  return renderErrorPage(c, fault.status, fault.status === 500 ? { errorId: fault.errorId } : {});
}
