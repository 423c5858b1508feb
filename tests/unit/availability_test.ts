import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import { Availability, AWAY_AFTER_MS, IDLE_AFTER_MS } from "../../islands/models/availability.ts";
import type { PresenceStatus } from "../../realtime/core/fields.ts";
import { FakeTime } from "../support/fake_time.ts";

/** A tab that is looked at and connected until the test says otherwise. */
function tabOf(browser: (() => void)[] = [], time = new FakeTime()) {
  const said: PresenceStatus[] = [];
  const page = {
    visible: signal(true),
    inCall: signal(false),
    quiet: signal(false),
    connected: signal(true),
  };
  const availability = new Availability({
    ...page,
    clock: time,
    timers: time,
    tabs: {
      tell: () => browser.forEach((run) => run()),
      listen: (run) => browser.push(run),
    },
    say: (status) => said.push(status),
  });
  return { ...page, browser, time, said, availability };
}

Deno.test("Availability says away after five minutes without input, and online again at the next one [DEV-11]", async () => {
  const { time, said, availability } = tabOf();
  await time.advance(AWAY_AFTER_MS - 1);
  deepEqual(said, []);
  await time.advance(1);
  deepEqual(said, ["away"]);
  availability.touched();
  deepEqual(said, ["away", "online"]);
  await time.advance(AWAY_AFTER_MS - 1);
  availability.touched();
  await time.advance(AWAY_AFTER_MS - 1);
  deepEqual(said, ["away", "online"]);
  availability[Symbol.dispose]();
  equal(time.pending, 0);
});

Deno.test("Availability counts input in any tab of the browser [DEV-11]", async () => {
  const used = tabOf();
  const other = tabOf(used.browser, used.time);
  for (let minute = 0; minute < 8; minute++) {
    await used.time.advance(60_000);
    used.availability.touched();
  }
  deepEqual([used.said, other.said], [[], []]);
  await used.time.advance(AWAY_AFTER_MS);
  deepEqual([used.said, other.said], [["away"], ["away"]]);
  used.availability.touched();
  deepEqual([used.said, other.said], [["away", "online"], ["away", "online"]]);
  used.availability[Symbol.dispose]();
  other.availability[Symbol.dispose]();
});

Deno.test("Availability says idle when nobody has looked at the page for a minute, away after five [DEV-11]", async () => {
  const { time, visible, said, availability } = tabOf();
  visible.value = false;
  await time.advance(IDLE_AFTER_MS - 1);
  visible.value = true;
  await time.advance(IDLE_AFTER_MS);
  deepEqual(said, []);
  visible.value = false;
  await time.advance(AWAY_AFTER_MS);
  deepEqual(said, ["idle", "away"]);
  visible.value = true;
  deepEqual(said, ["idle", "away"], "a page that comes into sight was not touched");
  availability.touched();
  deepEqual(said, ["idle", "away", "online"]);
  availability[Symbol.dispose]();
});

Deno.test("Availability is in use as long as the page is in a call [DEV-11]", async () => {
  const { time, inCall, visible, said, availability } = tabOf();
  inCall.value = true;
  visible.value = false;
  await time.advance(3 * AWAY_AFTER_MS);
  deepEqual(said, []);
  inCall.value = false;
  deepEqual(said, ["away"]);
  availability[Symbol.dispose]();
});

Deno.test("Availability says do-not-disturb above all, and what is so again on every connection [DEV-11] [DEV-12]", async () => {
  const { time, quiet, connected, said, availability } = tabOf();
  quiet.value = true;
  await time.advance(2 * AWAY_AFTER_MS);
  deepEqual(said, ["do_not_disturb"]);
  connected.value = false;
  quiet.value = false;
  quiet.value = true;
  connected.value = true;
  deepEqual(said, ["do_not_disturb", "do_not_disturb"]);
  connected.value = false;
  quiet.value = false;
  availability.touched();
  connected.value = true;
  equal(said.length, 2, "whoever connects is online anyway");
  availability[Symbol.dispose]();
});

Deno.test("Availability finds a sleeping computer away when it wakes [DEV-11]", async () => {
  const { time, said, availability } = tabOf();
  await time.advance(24 * 3_600_000);
  deepEqual(said, ["away"]);
  availability[Symbol.dispose]();
});
