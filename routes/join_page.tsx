import { Hono } from "hono";
import { arrivalText } from "../islands/join/arrival_text.ts";
import { joinIsland } from "../islands/join/join_island.tsx";
import { joinText } from "../islands/join/join_text.ts";
import { Island } from "../islands/kit/island.tsx";
import type { PageDeps } from "./for_person.ts";
import { Page, renderPage } from "./page.tsx";

/**
 * `GET /join`: the page of an invitation link, the same for every link. What the link carries stands in the fragment, which
 * no browser sends; programs that open links to check them change nothing.
 */
export function joinPage(deps: Pick<PageDeps, "identify">): Hono {
  return new Hono().get("/join", async (c) => {
    const who = await deps.identify(c);
    return renderPage(
      c,
      <Page title={joinText("title")} layout="card">
        <noscript>
          <div class="card join">
            <h1>{joinText("no_script_title")}</h1>
            <p>{joinText("no_script_text")}</p>
          </div>
        </noscript>
        <Island of={joinIsland} props={{ signedInAs: who?.name ?? null }} />
        <div class="card join late">
          <h2>{arrivalText("late_title")}</h2>
          <p>{arrivalText("late_text")}</p>
        </div>
      </Page>,
    );
  });
}
