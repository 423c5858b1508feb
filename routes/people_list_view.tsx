import { Empty } from "../islands/empty.tsx";
import { Icon } from "../islands/icons.tsx";
import { roleText } from "../islands/people_text.ts";
import { Avatar } from "../islands/person.tsx";
import { SEARCH_LENGTH_MAX } from "../realtime/core/api/user_operations.ts";
import { type Role, ROLES } from "../realtime/core/identity.ts";
import type { AccountObject } from "../realtime/core/objects.ts";
import type { Page } from "../realtime/core/page.ts";
import { ClinicNav } from "./clinic_nav.tsx";
import { peopleText as t } from "./people_text.ts";

/** What the list is narrowed to. */
export interface PeopleChoice {
  q: string;
  role: Role | undefined;
  disabled: boolean | undefined;
}

export interface PeopleListProps {
  me: number;
  choice: PeopleChoice;
  page: Page<AccountObject>;
}

/** The search, the list, and the way through its pages. */
export function PeopleList({ me, choice, page }: PeopleListProps) {
  return (
    <div class="people">
      <ClinicNav place="people" />
      <div class="section-head">
        <h1>{t("title")}</h1>
        <a class="button primary" href="/users/new">{t("add")}</a>
      </div>
      <SearchForm choice={choice} />
      {page.total > 0 && <p class="muted">{t("total", { count: page.total })}</p>}
      {page.items.length === 0
        ? <Empty icon="user" title={t("none")}>{t("none_text")}</Empty>
        : (
          <ul class="rows">
            {page.items.map((one) => <PersonRow key={one.id} person={one} isMe={one.id === me} />)}
          </ul>
        )}
      {page.pages > 1 && <Pages choice={choice} page={page} />}
    </div>
  );
}

function SearchForm({ choice }: { choice: PeopleChoice }) {
  const { q, role, disabled } = choice;
  const isNarrowed = q !== "" || role !== undefined || disabled !== undefined;
  return (
    <form class="filter" method="get" action="/users" role="search" aria-label={t("find")}>
      <label>
        <span>{t("search")}</span>
        <input type="search" name="q" value={q} maxLength={SEARCH_LENGTH_MAX} autocomplete="off" />
      </label>
      <label>
        <span>{t("role")}</span>
        <select name="role">
          <option value="">{t("any_role")}</option>
          {ROLES.map((one) => <option key={one} value={one} selected={one === role}>{roleText(one)}</option>)}
        </select>
      </label>
      <label>
        <span>{t("standing")}</span>
        <select name="disabled">
          <option value="">{t("any_standing")}</option>
          <option value="false" selected={disabled === false}>{t("enabled")}</option>
          <option value="true" selected={disabled === true}>{t("disabled")}</option>
        </select>
      </label>
      <button type="submit">{t("apply")}</button>
      {isNarrowed && <a class="button quiet" href="/users">{t("reset")}</a>}
    </form>
  );
}

function PersonRow({ person, isMe }: { person: AccountObject; isMe: boolean }) {
  return (
    <li>
      <a class="row" href={`/users/${person.id}`}>
        <Avatar user={person} />
        <span class="row-words person-words">
          <span class="person-tags">
            <strong>{person.name}</strong>
            {isMe && <span class="tag">{t("you")}</span>}
            {person.disabled && <span class="tag bad">{t("disabled")}</span>}
          </span>
          <span class="muted">
            <span>{roleText(person.role)}</span>
            <span>{person.email}</span>
          </span>
        </span>
        <Icon of="forward" />
      </a>
    </li>
  );
}

function Pages(
  { choice, page: { currentPage, pages } }: { choice: PeopleChoice; page: Page<AccountObject> },
) {
  return (
    <nav class="pages" aria-label={t("pages")}>
      {currentPage > 1 && (
        <a class="button" rel="prev" href={peopleUrl(choice, currentPage - 1)}>
          <Icon of="back" />
          <span>{t("previous")}</span>
        </a>
      )}
      <span class="muted">{t("page_of", { page: currentPage, pages })}</span>
      {currentPage < pages && (
        <a class="button" rel="next" href={peopleUrl(choice, currentPage + 1)}>
          <span>{t("next")}</span>
          <Icon of="forward" />
        </a>
      )}
    </nav>
  );
}

function peopleUrl({ q, role, disabled }: PeopleChoice, page: number): string {
  const query = new URLSearchParams({
    ...(q !== "" && { q }),
    ...(role && { role }),
    ...(disabled !== undefined && { disabled: String(disabled) }),
    ...(page > 1 && { page: String(page) }),
  });
  return query.size > 0 ? `/users?${query}` : "/users";
}
