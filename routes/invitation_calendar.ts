import ical, { ICalAlarmType, ICalCalendarMethod } from "ical-generator";
import { language } from "../islands/text.ts";
import { invitationText as t } from "./invitation_text.ts";

/** How long before the start a calendar reminds, in seconds. */
const ALARM_SECONDS = 15 * 60;

export interface Visit {
  /** Stable and unique in the world. */
  uid: string;
  startsAt: Date;
  endsAt: Date;
  /** When this was first written. */
  madeAt: Date;
  /** Grows when the visit is moved, so that a calendar takes the newer one. */
  sequence: number;
  doctorName: string;
  url: string;
}

/** A visit as an iCalendar text (RFC 5545) to publish: when, with whom and the link, never what it is about. */
export function visitCalendar(visit: Visit): string {
  const calendar = ical({
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: "Carewire", product: "Carewire", language: language().toUpperCase() },
  });
  const summary = t("event", { doctor: visit.doctorName });
  const event = calendar.createEvent({
    id: visit.uid,
    start: visit.startsAt,
    end: visit.endsAt,
    stamp: visit.madeAt,
    sequence: visit.sequence,
    summary,
    description: `${t("event_text")} ${visit.url}`,
    location: t("online"),
    url: visit.url,
  });
  event.createAlarm({ type: ICalAlarmType.display, triggerBefore: ALARM_SECONDS, description: summary });
  return inOrder(calendar.toString());
}

/** Alarms come after all properties of an event (RFC 5545 §3.6.1), and every line ends (§3.1). */
function inOrder(text: string): string {
  const [alarm = ""] = text.match(/BEGIN:VALARM\r\n[^]*?END:VALARM\r\n/) ?? [];
  return text.replace(alarm, "").replace("END:VEVENT", `${alarm}END:VEVENT`).trimEnd() + "\r\n";
}
