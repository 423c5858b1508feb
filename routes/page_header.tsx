import type { ComponentChildren } from "preact";
import { Drawing, Icon } from "../islands/icons.tsx";
import { Island } from "../islands/kit/island.tsx";
import { Mark } from "../islands/mark.tsx";
import { roleText } from "../islands/people_text.ts";
import { quietIsland } from "../islands/quiet/quiet_island.tsx";
import { unreadIsland } from "../islands/unread/unread_island.tsx";
import type { Role } from "../realtime/core/identity.ts";
import { pageText as t } from "./page_text.ts";
import type { PageUser } from "./page_user.ts";

export type PlaceName = "home" | "day" | "messages" | "history" | "clinic" | "people" | "audit";

interface Place {
  name: "home" | "day" | "messages" | "history" | "clinic";
  /** Further pages that it leads to. */
  also?: readonly PlaceName[];
  href: string;
  icon: ComponentChildren;
  /** Where it is not for everybody. */
  roles?: readonly Role[];
}

/** Bars on a ground line. */
const CHART = "M4 4v16h16M8.5 16v-4M13 16V8M17.5 16v-6";

const PLACES: Place[] = [
  { name: "home", href: "/", icon: <Icon of="home" /> },
  { name: "day", href: "/day", icon: <Icon of="calendar" />, roles: ["doctor", "admin"] },
  { name: "messages", href: "/messages", icon: <Island of={unreadIsland} props={{}} /> },
  { name: "history", href: "/history", icon: <Icon of="history" /> },
  {
    name: "clinic",
    also: ["people", "audit"],
    href: "/clinic",
    icon: <Drawing path={CHART} />,
    roles: ["admin"],
  },
];

interface PageHeaderProps {
  user: PageUser | undefined;
  place: PlaceName | undefined;
  /** What stands at its end for those who are not signed in. */
  children: ComponentChildren;
}

/** The product's name, the navigation, and who is signed in. */
export function PageHeader({ user, place, children }: PageHeaderProps) {
  return (
    <header class="page-header">
      <a class="brand" href="/">
        <Mark />
        <span>{t("product")}</span>
      </a>
      {user && (
        <nav aria-label={t("navigation")}>
          <ul>
            {PLACES.filter(({ roles }) => roles?.includes(user.role) ?? true).map((
              { name, href, icon, also },
            ) => (
              <li key={name}>
                <a
                  href={href}
                  aria-current={name === place ? "page" : place && also?.includes(place) ? "true" : undefined}
                >
                  {icon}
                  <span>{t(name)}</span>
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {children}
      {user && <Account user={user} />}
    </header>
  );
}

function Account({ user }: { user: PageUser }) {
  return (
    <div class="account">
      <Island of={quietIsland} props={{}} />
      <a class="account-link" href="/account" title={t("account")}>
        <Icon of="user" />
        <span class="hidden">{t("account")}</span>
        <strong>
          <bdi>{user.name}</bdi>
        </strong>
        <span>{roleText(user.role)}</span>
      </a>
      <form method="post" action="/sign-out">
        <button type="submit" class="quiet" title={t("sign_out")}>
          <Icon of="sign_out" />
          <span>{t("sign_out")}</span>
        </button>
      </form>
    </div>
  );
}
