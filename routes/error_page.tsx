import type { Context } from "hono";
import { Mark } from "../islands/mark.tsx";
import { error } from "../islands/languages/en/error.ts";
import { catalogue } from "../islands/text.ts";
import { Page, renderPage } from "./page.tsx";
import type { PageUser } from "./page_user.ts";

const t = catalogue("error", error);

export type ErrorStatus = 400 | 404 | 500 | 503;

/** Whether whoever asks would rather read a page than problem details. */
export function wantsPage(c: Context): boolean {
  return !c.req.path.startsWith("/api/") && (c.req.header("Accept") ?? "").includes("text/html");
}

/** Says in plain words what is wrong and what to do. `errorId` is the one that was logged. */
export function renderErrorPage(
  c: Context,
  status: ErrorStatus,
  { user, errorId }: { user?: PageUser; errorId?: string } = {},
): Response {
  return renderPage(
    c,
    <Page title={t(`title_${status}`)} user={user} layout="card">
      <div class="card error-page">
        <Mark />
        <h1>{t(`title_${status}`)}</h1>
        <p>{t(`text_${status}`)}</p>
        {errorId && <p class="muted">{t("error_id", { id: errorId })}</p>}
        <div class="actions">
          {status >= 500 && <a class="button primary" href="">{t("again")}</a>}
          <a class={status < 500 ? "button primary" : "button"} href="/">{t("home")}</a>
        </div>
      </div>
    </Page>,
    status,
  );
}

/** What a form that could not be read is answered with: for a browser a page, for programs the problem as it is. */
export function unreadForm(c: Context, refused: Response): Response {
  return wantsPage(c) ? renderErrorPage(c, 400) : refused;
}
