/// <reference lib="dom" />
import type { WayIn } from "../models/way_in.ts";

const STORAGE_KEY = "carewire.invitation";

/**
 * What the link in the address bar carries, kept for this tab so that a reload finds it again; from now on the address bar
 * and the history do not show it. Null where the page was opened without one.
 */
export function takeInvitation(): string | null {
  const token = decoded(location.hash.slice(1));
  if (token === "") return keptInvitation();
  try {
    sessionStorage.setItem(STORAGE_KEY, token);
  } catch {
    // Without storage the link has to stay where it is: a reload would lose it.
    return token;
  }
  history.replaceState(history.state, "", location.pathname);
  return token;
}

/** The link by which this tab was opened, if it was. */
function keptInvitation(): string | null {
  try {
    return sessionStorage.getItem(STORAGE_KEY);
  } catch {
    return null;
  }
}

/** The whole link by which this tab was opened, if it was: what lets its person in elsewhere too. */
export function linkOfTab(): string | null {
  const token = keptInvitation();
  return token === null ? null : `${location.origin}/join#${encodeURIComponent(token)}`;
}

/** Where the person of this tab gets in again after being signed out. */
export function wayInOfTab(): WayIn {
  return keptInvitation() === null ? "/sign-in" : "/join";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text).trim();
  } catch {
    return text;
  }
}
