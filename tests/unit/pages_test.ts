import assert from "node:assert/strict";
import type { HistoryFilter } from "../../routes/page_queries.ts";
import { fakeQueries, getPage, pageApp, WHO } from "../support/page_app.ts";

Deno.test("GET / leads whoever is not signed in to the sign-in page, and back [UI-9]", async () => {
  const response = await pageApp().request("/history?page=2");
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), "/sign-in?next=%2Fhistory%3Fpage%3D2");
});

Deno.test("GET / is complete before any script has run [UI-9]", async () => {
  const html = await getPage(pageApp(), "/");
  assert.ok(html.startsWith("<!doctype html><html lang="));
  for (
    const text of ["Dr. Ada Example", "Today, 08:45 UTC", "Open now", "2 unread messages", "No calls yet"]
  ) {
    assert.ok(html.includes(text), text);
  }
});

Deno.test("GET / writes times in the zone that the browser has told [UI-3]", async () => {
  const html = await getPage(pageApp(), "/", { cookie: "carewire_zone=Asia/Kolkata" });
  assert.ok(html.includes("Today, 14:15"));
  const odd = await getPage(pageApp(), "/", { cookie: "carewire_zone=%22%3E%3Cb%3E" });
  assert.ok(odd.includes("08:45 UTC") && !odd.includes("<b>"));
});

Deno.test("GET / escapes what people have written, also inside the islands' props [UI-10]", async () => {
  const html = await getPage(pageApp(), "/");
  assert.ok(!html.includes("<script>alert"));
  const props = html.match(/data-island="home"[^>]* data-props="([^"]*)"/)?.[1] ?? "";
  const facts = JSON.parse(props.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&"));
  assert.equal(facts.appointments[0].reason, '<script>alert("1")</script>');
});

Deno.test("GET / has no inline script or style, and its scripts carry the nonce of the policy [UI-10]", async () => {
  const response = await pageApp().request("/", { headers: { "x-signed-in": "yes" } });
  const html = await response.text();
  const nonce = response.headers.get("content-security-policy")?.match(/'nonce-([^']+)'/)?.[1];
  assert.ok(nonce);
  const scripts = html.match(/<script[^>]*>/g) ?? [];
  assert.equal(scripts.length, 1);
  assert.ok(scripts[0]?.includes(`nonce="${nonce}"`) && scripts[0].includes("src="));
  assert.ok(!/ style=| on[a-z]+=|<style/.test(html));
  assert.equal(response.headers.get("cache-control"), "no-store");
});

Deno.test("GET / preloads the chunks of the islands on it and no others", async () => {
  const html = await getPage(pageApp(), "/");
  assert.ok(/<link +rel="modulepreload" href="\/static\/build\/home_island-22222222.js"/.test(html));
  assert.ok(!html.includes("visit_island"));
});

Deno.test("GET / names the person to the scripts, and nobody on a page for everybody", async () => {
  const html = await getPage(pageApp(), "/");
  const user = html.match(/<meta name="carewire-user" content="([^"]*)"/)?.[1] ?? "";
  assert.deepEqual(JSON.parse(user.replaceAll("&quot;", '"')), {
    id: 1,
    name: "Pat Example",
    role: "patient",
  });
});

Deno.test("GET /history takes filters from its query and shows what was chosen [UI-11]", async () => {
  const asked: HistoryFilter[] = [];
  const queries = fakeQueries({
    history: (_who, filter) => {
      asked.push(filter);
      return Promise.resolve({ items: [], total: 45, pages: 3, currentPage: filter.page });
    },
  });
  const html = await getPage(pageApp(queries), "/history?call_type=voice&status=missed&page=2");
  assert.deepEqual(asked, [{ page: 2, perPage: 20, callType: "voice", status: "missed" }]);
  assert.ok(/<option[^>]* selected[^>]*>Voice calls/.test(html));
  assert.ok(html.includes('href="/history?call_type=voice&amp;status=missed&amp;page=3"'));
  assert.ok(html.includes('href="/history?call_type=voice&amp;status=missed"'));
});

Deno.test("GET /history takes nonsense in its query as nothing chosen [UI-11]", async () => {
  const asked: HistoryFilter[] = [];
  const queries = fakeQueries({
    history: (_who, filter) => {
      asked.push(filter);
      return Promise.resolve({ items: [], total: 0, pages: 0, currentPage: 1 });
    },
  });
  for (
    const query of [
      "call_type=fax&status=live",
      "page=-1",
      "page=1e9",
      "page=99999999",
      "date_from=0000-01-01&date_to=2026-02-30",
    ]
  ) {
    await getPage(pageApp(queries), `/history?${query}`);
  }
  assert.deepEqual(asked, asked.map(() => ({ page: 1, perPage: 20 })));
});

Deno.test("GET /join is one page for every link, without inline script or style, and says whom it would sign out [INV-13]", async () => {
  const response = await pageApp().request("/join");
  const html = await response.text();
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("referrer-policy"), "same-origin");
  assert.equal(response.headers.get("cache-control"), "no-store");
  assert.ok(html.includes("JavaScript is switched off") && html.includes("One moment"));
  assert.ok(!/ style=| on[a-z]+=|<style/.test(html));
  assert.ok(!html.includes("carewire-user") && !html.includes("Pat Example"));
  assert.ok((await getPage(pageApp(), "/join")).includes("Pat Example"));
});

Deno.test("GET / shows everybody in a visit, and the desk to whoever plans visits only [APPT-11]", async () => {
  const guest = { id: 3, name: "Gus Guest", role: "patient" as const, is_guest: true as const };
  const [appointment] = await fakeQueries().appointments(WHO);
  assert.ok(appointment);
  const queries = fakeQueries({ appointments: () => Promise.resolve([{ ...appointment, guests: [guest] }]) });
  const patient = await getPage(pageApp(queries), "/");
  assert.ok(patient.includes("Gus Guest") && patient.includes("Video call with Gus Guest"));
  assert.ok(!patient.includes("New appointment") && !patient.includes("Cancel visit"));
  const doctor = await getPage(pageApp(queries, { ...WHO, userId: 2, role: "doctor" }), "/");
  assert.ok(["New appointment", "Invite", "Change", "Cancel visit"].every((text) => doctor.includes(text)));
  const admin = await getPage(pageApp(queries, { ...WHO, userId: 9, role: "admin" }), "/");
  assert.ok(admin.includes("Invite") && !admin.includes("Video call with"));
});

Deno.test("GET /day shows the asked day and the week around it, and today where the date is none [DAY-2]", async () => {
  const asked: [number, number][] = [];
  const queries = fakeQueries({
    appointmentsBetween: (_who, from, until) => {
      asked.push([from, until]);
      return Promise.resolve([]);
    },
  });
  const html = await getPage(pageApp(queries), "/day?date=2026-03-04");
  for (
    const text of ["Wednesday", "4 March 2026", "Nothing is planned on this day", "/day?date=2026-03-09"]
  ) {
    assert.ok(html.includes(text), text);
  }
  const week = [Date.parse("2026-03-02T00:00:00.000Z"), Date.parse("2026-03-09T00:00:00.000Z")];
  assert.deepEqual(asked, [week]);
  for (const date of ["", "2026-02-30", "0000-01-01", "9999-12-31", "x"]) {
    assert.ok((await getPage(pageApp(queries), `/day?date=${date}`)).includes("2 March 2026"), date);
  }
});

Deno.test("GET /history narrowed to days asks for them where the reader is, and keeps them from page to page [UI-11]", async () => {
  const asked: HistoryFilter[] = [];
  const queries = fakeQueries({
    history: (_who, filter) => {
      asked.push(filter);
      return Promise.resolve({ items: [], total: 30, pages: 2, currentPage: 1 });
    },
  });
  const response = await pageApp(queries).request("/history?date_from=2026-03-28&date_to=2026-03-29", {
    headers: { "x-signed-in": "1", cookie: "carewire_zone=Europe/Berlin" },
  });
  const html = await response.text();
  assert.deepEqual([asked[0]?.from, asked[0]?.until], [
    Date.parse("2026-03-27T23:00:00.000Z"),
    // The clocks go forward in that night.
    Date.parse("2026-03-29T22:00:00.000Z"),
  ]);
  for (
    const text of [
      'value="2026-03-28"',
      "/history?date_from=2026-03-28&amp;date_to=2026-03-29&amp;page=2",
      "date_to=2026-03-29T21%3A59%3A59.999Z",
    ]
  ) {
    assert.ok(html.includes(text), text);
  }
});
