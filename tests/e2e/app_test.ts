import { ApiClient } from "../support/api_client.ts";
import { appTest as test, controlled, deliverPush, shownNotices } from "../support/app_browser.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { DoorProxy } from "../support/door_proxy.ts";
import { freePort } from "../support/free_port.ts";
import { until } from "../support/until.ts";

test("without a connection a page says what to do, keeps nothing of patients, and comes back by itself [PWA-1] [PWA-2]", async ({ enter }) => {
  const { context, page } = await enter();
  await context.setOffline(true);
  await page.goto("/history");
  await page.getByRole("heading", { name: "No connection" }).waitFor();
  assertEquals(await page.getByText("Pat Patient").count(), 0);
  const kept: string[] = await page.evaluate(`(async () => {
    const found = [];
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) found.push(new URL(request.url).pathname);
    }
    return found;
  })()`);
  assert(kept.length > 0 && kept.every((path) => /^\/(offline$|static\/)/.test(path)), kept.join(" "));
  await context.setOffline(false);
  await page.getByRole("heading", { name: "Your calls" }).or(
    page.getByRole("heading", { name: /History|calls/i }),
  )
    .first().waitFor();
});

test("the page without a connection speaks the language of the last page [PWA-2]", async ({ enter }) => {
  const { context, page } = await enter();
  await context.addCookies([{ name: "carewire_language", value: "de", url: page.url() }]);
  await page.reload();
  await until(async () =>
    await page.evaluate(`caches.keys().then(async (names) => {
      for (const name of names) {
        const found = await (await caches.open(name)).match("/offline");
        if (found && (await found.text()).includes("Keine Verbindung")) return true;
      }
      return false;
    })`)
  );
  await context.setOffline(true);
  await page.goto("/account");
  await page.getByRole("heading", { name: "Keine Verbindung" }).waitFor();
});

test("a call on a closed page becomes a notification, a later message replaces it, a page in sight shows none [PWA-4]", async ({ enter, origin }) => {
  const { context, page } = await enter();
  const callId = crypto.randomUUID();
  const ring = {
    v: 1,
    lang: "en",
    kind: "ring",
    call_id: callId,
    call_type: "video",
    name: "Dr. Dana Doctor",
    role: "doctor",
    until: new Date(Date.now() + 60_000).toISOString(),
  };
  await deliverPush(context, page, origin, ring);
  await deliverPush(context, page, origin, { v: 1, lang: "de", kind: "test" });
  await until(async () => (await shownNotices(page)).length === 1);
  assertEquals(
    (await shownNotices(page)).map((one) => one.tag),
    ["test"],
    "the page in sight rings by itself",
  );
  const { v: _v, until: _until, call_type: _type, ...caller } = ring;
  await deliverPush(context, page, origin, { ...caller, v: 1, kind: "missed", count: 3 });
  await until(async () => (await shownNotices(page)).length === 2);
  const missed = (await shownNotices(page)).find((one) => one.tag === callId);
  assertEquals([missed?.title, missed?.body], [
    "You missed a call",
    "Dr. Dana Doctor called you. Tap to see your calls.",
  ]);
});

test("a call rings while no page is open, and is declined on its notification [PWA-4]", async ({ enter, origin }) => {
  const doctor = await ApiClient.signIn(origin, "doctor@demo.test");
  const { body } = await doctor.ask("GET", "/api/appointments");
  const [{ id: appointment_id, patient_id: callee_id }] = body.appointments;
  const { context, page } = await enter();
  await page.goto("about:blank");
  const request = { appointment_id, callee_id, call_type: "voice" };
  const { call_id, ring_until } = (await doctor.ask("POST", "/api/calls/initiate", request)).body;
  const ring = { v: 1, lang: "fr", kind: "ring", call_id, call_type: "voice", until: ring_until };
  await deliverPush(context, page, origin, { ...ring, name: "Dr. Dana Doctor", role: "doctor" });
  const [worker] = context.serviceWorkers();
  const shown = () =>
    worker!.evaluate<string[]>(
      "registration.getNotifications().then((all) => all.map(({ title }) => title))",
    );
  await until(async () => (await shown()).length === 1, "nothing is shown");
  assertEquals(await shown(), ["Dr. Dana Doctor vous appelle"]);
  // The browser's own taps can't be made here. Of an event that is not the browser's, only its waiting is refused.
  await worker!.evaluate(`registration.getNotifications().then(([notification]) => {
    dispatchEvent(new NotificationEvent("notificationclick", { notification, action: "decline" }));
  })`);
  const call = async () => (await doctor.ask("GET", `/api/calls/${call_id}`)).body.call;
  await until(async () => (await call()).status === "ended");
  assertEquals((await call()).end_reason, "callee_declined");
  assertEquals(await shown(), []);
});

const port = freePort();
const PROXIED = `http://127.0.0.1:${port}`;

test("a new version is offered, and loaded when the person wants it [PWA-3]", async ({ origin, enter }) => {
  await using proxy = new DoorProxy(port);
  proxy.target = origin;
  const { page } = await enter(proxy.origin);
  assertEquals(await page.getByText("There is a new version").count(), 0);
  proxy.changes.set("/sw.js", (text) => `${text}\n// newer`);
  await page.reload();
  await page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())");
  await page.getByText("There is a new version").waitFor();
  await page.evaluate("globalThis.isOld = true");
  await page.getByRole("button", { name: "Load it now" }).click();
  await until(() => page.evaluate<boolean>("globalThis.isOld === undefined").catch(() => false));
  await page.getByRole("heading", { name: "Hello, Pat Patient" }).waitFor();
  assertEquals(await page.getByText("There is a new version").count(), 0);
}, { PUBLIC_URL: PROXIED });

test("missed calls are counted beside the way to the history until it is opened [PWA-5]", async ({ enter, origin }) => {
  const doctor = await ApiClient.signIn(origin, "doctor@demo.test");
  const { body } = await doctor.ask("GET", "/api/appointments");
  const [{ id: appointment_id, patient_id: callee_id }] = body.appointments;
  const call = async () => {
    const request = { appointment_id, callee_id, call_type: "video" };
    const { call_id } = (await doctor.ask("POST", "/api/calls/initiate", request)).body;
    await doctor.ask("POST", `/api/calls/${call_id}/hangup`);
  };
  await call();
  const { page } = await enter();
  await page.getByRole("img", { name: "1 missed call" }).waitFor();
  await call();
  await page.getByRole("img", { name: "2 missed calls" }).waitFor();
  await page.getByRole("link", { name: /History/ }).click();
  await page.waitForURL("**/history");
  await until(async () => {
    const count = await page.evaluate(
      `fetch("/api/missed-calls").then((one) => one.json()).then(({ count }) => count)`,
    );
    return count === 0;
  });
  await page.getByRole("link", { name: "Home" }).click();
  await page.getByRole("heading", { name: "Hello, Pat Patient" }).waitFor();
  await controlled(page);
  assertEquals(await page.getByRole("img", { name: /missed/ }).count(), 0);
});

test("the browser finds an app that can be put on the home screen [PWA-6]", async ({ enter, origin }) => {
  const { context, page } = await enter();
  const session = await context.newCDPSession(page);
  const { url, errors, data } = await session.send("Page.getAppManifest");
  assertEquals([url, errors], [`${origin}/manifest.webmanifest`, []]);
  const manifest = JSON.parse(data ?? "");
  assertEquals([manifest.name, manifest.display, manifest.start_url, manifest.id], [
    "Carewire",
    "standalone",
    "/",
    "/",
  ]);
  for (const { src, sizes } of manifest.icons) {
    const size: string = await page.evaluate(`(async () => {
      const image = new Image();
      image.src = ${JSON.stringify(src)};
      await image.decode();
      return image.naturalWidth + "x" + image.naturalHeight;
    })()`);
    assertEquals(size, sizes, src);
  }
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  assertEquals(installabilityErrors.filter((one) => one.errorId !== "in-incognito"), []);
});
