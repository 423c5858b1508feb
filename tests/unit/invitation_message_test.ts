import { visitCalendar } from "../../routes/invitation_calendar.ts";
import { invitationMessage } from "../../routes/invitation_text.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";

const URL_TEXT = `https://visit.example.test/join#${"a1-_".repeat(11).slice(0, 43)}`;
const VISIT = {
  uid: "7f0c7b1e-1111-4222-8333-444455556666@visit.example.test",
  startsAt: new Date("2026-03-02T09:00:00.000Z"),
  endsAt: new Date("2026-03-02T09:30:00.000Z"),
  madeAt: new Date("2026-02-28T12:00:00.000Z"),
  sequence: 2,
  doctorName: "Dr. Zoë O’Neil-Müller, MD; FRCP 日本語の長い名前でも正しく折り返されるはずです",
  url: URL_TEXT,
};

/** Content lines of an iCalendar text, unfolded; fails where RFC 5545 §3.1 is broken. */
function contentLines(text: string): { name: string; value: string }[] {
  assert(text.endsWith("\r\n"), "the last line has no end");
  assert(!/[^\r]\n|\r[^\n]/.test(text), "a line ends with something else than CRLF");
  for (const line of text.split("\r\n")) {
    assert(new TextEncoder().encode(line).length <= 75, `longer than 75 octets: ${line}`);
  }
  return text.replaceAll(/\r\n[ \t]/g, "").trimEnd().split("\r\n").map((line) => {
    const [, name, value] = line.match(/^([A-Z-]+)(?:;[^:]*)?:(.*)$/) ?? [];
    assert(name !== undefined && value !== undefined, `no content line: ${line}`);
    return { name, value };
  });
}

Deno.test("visitCalendar() is an iCalendar text by the rules of RFC 5545 [INV-8]", () => {
  const lines = contentLines(visitCalendar(VISIT));
  const shape = lines.filter(({ name }) => name === "BEGIN" || name === "END").map((line) => line.value);
  assertEquals(shape, ["VCALENDAR", "VEVENT", "VALARM", "VALARM", "VEVENT", "VCALENDAR"]);
  assertEquals(lines.slice(0, 2).map((line) => line.value), ["VCALENDAR", "2.0"]);
  const valueOf = (wanted: string) => lines.filter(({ name }) => name === wanted).map((line) => line.value);
  assertEquals(valueOf("METHOD"), ["PUBLISH"]);
  assertEquals(valueOf("PRODID").length, 1);
  assertEquals(valueOf("UID"), [VISIT.uid]);
  assertEquals(valueOf("SEQUENCE"), ["2"]);
  assertEquals(valueOf("DTSTAMP"), ["20260228T120000Z"]);
  assertEquals(valueOf("DTSTART"), ["20260302T090000Z"]);
  assertEquals(valueOf("DTEND"), ["20260302T093000Z"]);
  assertEquals(valueOf("TRIGGER"), ["-PT15M"]);
  assertEquals(valueOf("ACTION"), ["DISPLAY"]);
  assertEquals(valueOf("URL"), [URL_TEXT]);
  const escaped = VISIT.doctorName.replaceAll(/[,;]/g, "\\$&");
  assertEquals(valueOf("SUMMARY"), [`Video visit with ${escaped}`]);
  // §3.6.1: alarms come after all properties.
  const names = lines.map((line) => line.name);
  assertEquals(names.slice(names.lastIndexOf("END") - 2, names.length), ["END", "END", "END"]);
});

Deno.test("visitCalendar() of the same visit is the same text, so that a calendar knows it again [INV-8]", () => {
  assertEquals(visitCalendar(VISIT), visitCalendar(VISIT));
});

Deno.test("invitationMessage() names doctor, time and link, and is short [INV-7]", () => {
  const startsAt = VISIT.startsAt;
  const inUtc = invitationMessage({ doctorName: "Dr. Dana Doctor", startsAt, url: URL_TEXT, zone: "" });
  assertMatch(inUtc, /Dr\. Dana Doctor: Monday,? 2 March 2026 at 09:00 UTC \(2026-03-02T09:00:00\.000Z\)/);
  assert(inUtc.includes(URL_TEXT));
  assert(inUtc.length < 320, `${inUtc.length} characters`);
  const local = invitationMessage({ doctorName: "Dr. D", startsAt, url: URL_TEXT, zone: "Asia/Kolkata" });
  assertMatch(local, /at 14:30 (IST|GMT\+5:30) \(2026-03-02T09:00:00\.000Z\)/);
});
