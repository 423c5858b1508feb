import { invitation } from "../islands/languages/en/invitation.ts";
import { catalogue, locale } from "../islands/text.ts";

/** What is said to whoever is invited. */
export const invitationText = catalogue("invitation", invitation);

/** A message with the link, for SMS or e-mail. It names the doctor and the time, never what the visit is about. */
export function invitationMessage(
  { doctorName, startsAt, url, zone }: {
    doctorName: string;
    startsAt: Date;
    url: string;
    /** IANA name of the zone to write the time in; UTC where it is not known. */
    zone: string;
  },
): string {
  const when = new Intl.DateTimeFormat(locale(), {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone || "UTC",
    timeZoneName: "short",
  }).format(startsAt);
  // The link stands by itself: nothing of the text may become a part of it.
  return `${invitationText("message", { doctor: doctorName, when, iso: startsAt.toISOString() })} ${url}`;
}
