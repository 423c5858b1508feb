import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { type ComponentChildren, createContext, type VNode } from "preact";
import { useContext } from "preact/hooks";
import { renderToString } from "preact-render-to-string";
import type { IslandName } from "../islands/kit/island_names.ts";
import { Island, UsedIslands } from "../islands/kit/island.tsx";
import type { PageScripts } from "../islands/kit/build_manifest.ts";
import { type Moment, momentAt, MomentContext } from "../islands/kit/moment.ts";
import { ringIsland } from "../islands/ring/ring_island.tsx";
import { LANGUAGES } from "../islands/languages.ts";
import { language } from "../islands/text.ts";
import { LanguageMenu } from "./language_menu.tsx";
import { PageHeader, type PlaceName } from "./page_header.tsx";
import { momentOf } from "./page_settings.ts";
import { pageText as t } from "./page_text.ts";
import type { PageUser } from "./page_user.ts";

/** What a page knows of the response that it becomes. */
interface Rendering {
  style: string;
  scripts: PageScripts;
  nonce: string;
  moment: Moment;
  /** The path of this page. */
  here: string;
}

const RenderingContext = createContext<Rendering>({
  style: "",
  scripts: { boot: "", shared: [], islands: {} },
  nonce: "",
  moment: momentAt(0, ""),
  here: "/",
});

export interface PageProps {
  /** Without the product's name. */
  title: string;
  /** Absent on pages for everybody. */
  user?: PageUser;
  /** The entry of the navigation to mark. */
  place?: PlaceName;
  /** How the main part sits: a readable column, one narrow card, or all of the window below the header. */
  layout?: "column" | "card" | "full";
  children: ComponentChildren;
}

/** A whole document. Render it with `renderPage`, which gives it its style sheet, its scripts and the time. */
export function Page({ title, user, place, layout = "column", children }: PageProps) {
  const { moment, here } = useContext(RenderingContext);
  const used = new Set<IslandName>();
  return (
    <UsedIslands.Provider value={used}>
      <MomentContext.Provider value={moment}>
        <html
          lang={language()}
          dir={LANGUAGES[language()].direction}
          data-now={moment.now.value}
          data-zone={moment.zone.value}
        >
          <Head title={title} user={user} />
          <body data-layout={layout}>
            <a class="skip" href="#main">{t("skip")}</a>
            <PageHeader user={user} place={place}>
              {!user && <LanguageMenu here={here} />}
            </PageHeader>
            {user && <Island of={ringIsland} props={{}} />}
            <noscript>
              <p class="notice" role="note">{t("no_script")}</p>
            </noscript>
            <main id="main" tabIndex={-1}>{children}</main>
            {/* Not below a conversation: that has all of the window, and is read in the language it began in. */}
            {user && layout !== "full" && (
              <footer class="page-footer">
                <LanguageMenu here={here} />
              </footer>
            )}
            <Preloads of={used} />
          </body>
        </html>
      </MomentContext.Provider>
    </UsedIslands.Provider>
  );
}

function Head({ title, user }: { title: string; user: PageUser | undefined }) {
  const { style, scripts, nonce } = useContext(RenderingContext);
  return (
    <head>
      <meta charset="utf-8" />
      <title>{`${title} · ${t("product")}`}</title>
      <meta
        name="viewport"
        content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
      />
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#fbf7f0" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#101c1b" />
      <meta name="robots" content="noindex" />
      {user && <meta name="carewire-user" content={userJson(user)} />}
      <link rel="icon" href="/static/favicon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href="/static/icons/apple-touch-icon.png" />
      <link rel="manifest" href="/manifest.webmanifest" />
      <meta name="apple-mobile-web-app-title" content={t("product")} />
      <link rel="stylesheet" href={style} />
      {scripts.shared.map((url) => <link key={url} rel="modulepreload" href={url} nonce={nonce} />)}
      <script type="module" src={scripts.boot} nonce={nonce} />
    </head>
  );
}

/** Stands last, when all islands of the page are known. */
function Preloads({ of }: { of: Set<IslandName> }) {
  const { scripts, nonce } = useContext(RenderingContext);
  const urls = new Set([...of].flatMap((name) => scripts.islands[name] ?? []));
  return <>{[...urls].map((url) => <link key={url} rel="modulepreload" href={url} nonce={nonce} />)}</>;
}

/** Sends a page. Nothing of it may be stored: it may name patients. */
export function renderPage(c: Context, page: VNode, status: ContentfulStatusCode = 200): Response {
  const { manifest } = c.get("pageSettings");
  const rendering = {
    style: manifest.style,
    scripts: manifest.scripts[language()],
    nonce: c.get("nonce"),
    moment: momentOf(c),
    here: pathOf(c),
  };
  const html = renderToString(
    <RenderingContext.Provider value={rendering}>{page}</RenderingContext.Provider>,
  );
  return c.html(`<!doctype html>${html}`, status, { "Cache-Control": "no-store" });
}

/** Where this page is read again; of one that answers a form, the page that the form stands on. */
function pathOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return c.req.method === "POST" ? `/${pathname.split("/")[1]}` : pathname + search;
}

function userJson({ userId, name, role }: PageUser): string {
  return JSON.stringify({ id: userId, name, role });
}
