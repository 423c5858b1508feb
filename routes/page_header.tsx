import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../islands/icons.tsx";
import { Island } from "../islands/kit/island.tsx";
import { Mark } from "../islands/mark.tsx";
import { roleText } from "../islands/people_text.ts";
import { quietIsland } from "../islands/quiet/quiet_island.tsx";
import { unreadIsland } from "../islands/unread/unread_island.tsx";
import type { Role } from "../realtime/core/identity.ts";
import { pageText as t } from "./page_text.ts";
import type { PageUser } from "./page_user.ts";

export type PlaceName = "home" | "day" | "messages" | "history" | "people";

interface Place {
  name: PlaceName;
  href: string;
  icon: IconName;
  /** Where it is not for everybody. */
  roles?: readonly Role[];
}

const PLACES: Place[] = [
  { name: "home", href: "/", icon: "home" },
  { name: "day", href: "/day", icon: "calendar", roles: ["doctor", "admin"] },
  { name: "messages", href: "/messages", icon: "chat" },
  { name: "history", href: "/history", icon: "history" },
  { name: "people", href: "/users", icon: "user", roles: ["admin"] },
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
              { name, href, icon },
            ) => (
              <li key={name}>
                <a href={href} aria-current={name === place ? "page" : undefined}>
                  {name === "messages" ? <Island of={unreadIsland} props={{}} /> : <Icon of={icon} />}
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
