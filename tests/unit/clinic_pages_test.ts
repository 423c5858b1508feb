import assert from "node:assert/strict";
import type { Identity } from "../../realtime/core/identity.ts";
import type { AccountObject } from "../../realtime/core/objects.ts";
import { accept, refuse } from "../../realtime/core/outcome.ts";
import type { AuditQuery } from "../../realtime/ports/audit_search.ts";
import { callBetween } from "../support/call_objects.ts";
import { DOCTOR, PATIENT } from "../support/chat_objects.ts";
import {
  callReport,
  clinicMeasures,
  clinicNow,
  clinicStatistics,
  fakeClinic,
} from "../support/clinic_objects.ts";
import { ADMIN, clinicApp, getPage, WHO } from "../support/page_app.ts";

const DOCTOR_WHO: Identity = { ...WHO, userId: 2, role: "doctor" };

Deno.test("GET /clinic and /audit are not there for others, which is written down [ADMIN-1]", async () => {
  for (const who of [WHO, DOCTOR_WHO]) {
    const noted: string[] = [];
    const app = clinicApp({ who, noted });
    for (const path of ["/clinic", "/audit"]) {
      const response = await app.request(path, { headers: { "x-signed-in": "yes" } });
      assert.equal(response.status, 404);
      const html = await response.text();
      assert.ok(!html.includes('href="/audit"') && !html.includes('href="/clinic"'), path);
    }
    assert.deepEqual(noted, ["clinic_page", "audit_page"]);
  }
  const response = await clinicApp().request("/audit?outcome=refused");
  assert.equal(response.headers.get("location"), "/sign-in?next=%2Faudit%3Foutcome%3Drefused");
});

Deno.test("GET /clinic shows what goes on, without scripts too [ADMIN-2]", async () => {
  const call = callBetween(PATIENT, DOCTOR, { connected_at: "2026-03-02T08:50:00.000Z" });
  const now = clinicNow({
    calls: [{ ...call, status: "connected", quality: "poor" }],
    people: [{ user: { ...DOCTOR, name: "<b>Dr. Dana" }, status: "busy", device_type: "mobile" }],
    sockets: { open: 17, people: 9 },
    processes: 3,
  });
  const html = await getPage(
    clinicApp({ queries: fakeClinic({ now: () => Promise.resolve(accept(now)) }) }),
    "/clinic",
  );
  for (
    const text of [
      "Pat Example with Dr. Ada Example",
      "Talking",
      "Poor",
      "08:50 UTC",
      "&lt;b>Dr. Dana",
      "Phone or tablet",
      "In a call",
      ">17<",
      "over 3 server processes",
      `href="/calls/${call.call_id}"`,
    ]
  ) assert.ok(html.includes(text), text);
  assert.ok(!/ style=|<style/.test(html));
  const alone = clinicNow({ others_asked: false });
  const quiet = fakeClinic({ now: () => Promise.resolve(accept(alone)) });
  const empty = await getPage(clinicApp({ queries: quiet }), "/clinic");
  for (const text of ["No call is going on", "Nobody is here", "can’t be asked"]) {
    assert.ok(empty.includes(text), text);
  }
});

Deno.test("GET /clinic draws plots with their numbers in words and in tables [ADMIN-5]", async () => {
  const html = (await getPage(clinicApp(), "/clinic?period=7d")).replaceAll(" >", ">");
  for (
    const text of [
      "75%",
      "1.3 sec",
      "95 of 100 below 3.5 sec",
      "Somebody hung up",
      "87.5%",
      '<desc id="day-rtt-desc">Middle call: from 40 ms to 40 ms, last 40 ms. 95 of 100 below: from 130 ms',
      '<desc id="by-day-desc">Connected: 5. Not answered: 2. Failed: 1.</desc>',
      '<th scope="row">Mon 2 Mar</th><td>40 ms</td><td>130 ms</td>',
      '<th scope="row">Sun 1 Mar</th><td>–</td><td>–</td>',
      'd="M750 192h0"',
    ]
  ) assert.ok(html.includes(text), text);
  // Of jitter and loss nothing was measured.
  assert.equal(html.split("Nothing was measured in this time.").length - 1, 2);
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("GET /clinic says that a period had no calls, and takes odd periods for the usual one [ADMIN-5]", async () => {
  const asked: unknown[] = [];
  const none = clinicStatistics({ total_calls: 0, answered_rate: null, days: [] });
  const queries = fakeClinic({
    statistics: (_, period) => Promise.resolve((asked.push(period), accept(none))),
    measures: () => Promise.resolve(accept(clinicMeasures({ reasons: [], days: [] }))),
  });
  const html = await getPage(clinicApp({ queries }), "/clinic?period=1000d", {
    cookie: "carewire_zone=Europe/Berlin",
  });
  assert.ok(html.includes("No calls in this period") && !html.includes('<svg class="plot-plane"'));
  assert.deepEqual(asked, [{ period: "30d", zone: "Europe/Berlin" }]);
});

Deno.test("GET /clinic in Arabic runs from right to left and speaks Arabic in its plots too [ADMIN-5]", async () => {
  const html = await getPage(clinicApp(), "/clinic", {
    cookie: "carewire_language=ar",
    "accept-language": "ar",
  });
  assert.ok(/<html[^>]* dir="rtl"/.test(html) && html.includes("المكالمة الوسطى"));
});

Deno.test("GET /calls/:call_id says what happened, to whom it may [ADMIN-6] [ADMIN-7]", async () => {
  const html = await getPage(clinicApp({ who: WHO }), "/calls/55555555-5555-4555-8555-555555555555");
  for (
    const text of [
      "Call between Pat Example and Dr. Ada Example",
      "The connection was lost during the call",
      'Number to quote: <code class="quoted">55555555</code>',
      "Placed a call",
      "09:00:16",
      "The clinic, by itself",
      "Firefox on Windows",
      "Device of Pat Example: from 40 ms to 60 ms, last 60 ms. Device of Dr. Ada Example: not measured.",
      'href="/history"',
    ]
  ) assert.ok(html.includes(text), text);
  const good = callReport({
    call: { ...callReport().call, end_reason: "user_hangup" },
    samples: [],
    timeline: [],
    devices: [],
  });
  const calm = await getPage(
    clinicApp({ queries: fakeClinic({ callReport: () => Promise.resolve(accept(good)) }) }),
    "/calls/x",
  );
  assert.ok(!calm.includes("What went wrong"));
  for (const text of ["Nothing was measured", "Nothing was written down", 'href="/clinic"']) {
    assert.ok(calm.includes(text), text);
  }
  const absent = fakeClinic({ callReport: () => Promise.resolve(refuse("not_found", "")) });
  const response = await clinicApp({ queries: absent, who: WHO }).request("/calls/x", {
    headers: { "x-signed-in": "y" },
  });
  assert.equal(response.status, 404);
});

Deno.test("GET /audit searches for what its form says, in days of the reader [ADMIN-8]", async () => {
  const asked: AuditQuery[] = [];
  const entry = {
    id: 5,
    at: "2026-03-02T08:00:00.000Z",
    actor: { ...PATIENT, name: "Pat <i>" },
    action: "call.placed",
    object_type: "call",
    object_id: "55555555-5555-4555-8555-555555555555",
    outcome: "refused" as const,
    source_address: "192.0.2.1",
  };
  const rare = { ...entry, id: 4, actor: null, action: "odd.thing", object_type: "keys", object_id: null };
  const queries = fakeClinic({
    audit: (_, query) => Promise.resolve((asked.push(query), accept({ entries: [entry, rare], next: 4 }))),
  });
  const search =
    "action=call.placed&object_type=call&object_id=x&outcome=refused&from=2026-03-29&to=2026-03-29";
  const html = await getPage(clinicApp({ queries }), `/audit?${search}&before=99`, {
    cookie: "carewire_zone=Europe/Berlin",
  });
  assert.deepEqual(asked, [{
    action: "call.placed",
    objectType: "call",
    objectId: "x",
    outcome: "refused",
    // The day on which clocks go forward has 23 hours.
    from: Date.parse("2026-03-28T23:00:00Z"),
    until: Date.parse("2026-03-29T22:00:00Z"),
    before: 99,
    actorId: undefined,
    limit: 50,
  }]);
  for (
    const text of [
      "Placed a call",
      "Pat &lt;i>",
      'href="/calls/55555555-5555-4555-8555-555555555555"',
      "odd.thing",
      "The clinic, by itself",
      "192.0.2.1",
      `/audit?${search}&before=4`.replaceAll("&", "&amp;"),
    ]
  ) assert.ok(html.includes(text), text);
  await getPage(
    clinicApp({ queries }),
    "/audit?from=2026-02-30&to=x&outcome=y&object_type=z&action=%00&before=-1",
  );
  assert.deepEqual(asked[1], { actorId: undefined, limit: 50 });
});

Deno.test("GET /audit asks back before it searches for something else [ADMIN-11]", async () => {
  const asked: AuditQuery[] = [];
  const person = (id: number, name: string): AccountObject => ({
    id,
    name,
    role: "patient",
    email: `${id}@example.test`,
    disabled: false,
    created_at: "2026-03-02T08:00:00.000Z",
  });
  const all = [person(3, "Pat One"), person(4, "Pat Two")];
  const queries = fakeClinic({
    audit: (_, query) => Promise.resolve((asked.push(query), accept({ entries: [], next: null }))),
    peopleNamed: (_, q) => Promise.resolve(all.filter((one) => one.name.includes(q))),
    person: (_, id) => Promise.resolve(all.find((one) => one.id === id)),
  });
  const show = (query: string) => getPage(clinicApp({ queries, who: ADMIN }), `/audit?${query}`);
  const many = await show("person=Pat&outcome=done");
  assert.ok(
    many.includes("Several people match “Pat”") && many.includes('href="/audit?person=4&amp;outcome=done"'),
  );
  assert.match(await show("person=Zoe"), /id="person-error"[^>]*>Nobody is called “Zoe”/);
  assert.match(await show("object_id=7"), /id="object-error"[^>]*>Choose what the number belongs to/);
  assert.equal(asked.length, 0);
  assert.ok((await show("person=Two")).includes("Nothing found"));
  await show("person=3");
  assert.deepEqual(asked.map((one) => one.actorId), [4, 3]);
});
