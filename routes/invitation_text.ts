import { catalogue } from "../islands/text.ts";

const t = catalogue({
  // One line each, so that it stays a message of few SMS.
  message: "Your video visit with {doctor}: {when} ({iso}).\n" +
    "Open this link at that time, on a phone or computer with a camera: {url}",
});

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
  const when = new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone || "UTC",
    timeZoneName: "short",
  }).format(startsAt);
  return t("message", { doctor: doctorName, when, iso: startsAt.toISOString(), url });
}
