import { signal } from "@preact/signals";
import { PushKeeper, type PushKeeperDeps, TELL_AGAIN_MS } from "../../islands/models/push_keeper.ts";
import { assertEquals } from "../support/assert.ts";
import { FakePushBrowser } from "../support/fake_push_browser.ts";
import { FakeBrowserStorage } from "../support/fake_shelf.ts";
import { FakeTime } from "../support/fake_time.ts";

function scene() {
  const fake = new FakePushBrowser();
  fake.permission = "granted";
  const [storage, tab, time] = [new FakeBrowserStorage(), new FakeBrowserStorage(), new FakeTime()];
  const quiet = signal(false);
  const open = async (more: Partial<PushKeeperDeps> = {}) => {
    const { browser, api } = fake;
    const shelf = storage.tab();
    const fixed = { browser, api, shelf, key: "wish", tab: tab.tab(), clock: time, quiet, isNew: false };
    const keeper = new PushKeeper({ ...fixed, ...more });
    await keeper.settled;
    return keeper;
  };
  return { fake, storage, time, quiet, open };
}

Deno.test("PushKeeper tells the clinic after a sign-in, and else seldom [PUSH-13]", async () => {
  const { fake, storage, time, open } = scene();
  storage.items.set("wish", "id-0");
  using _first = await open({ isNew: true });
  assertEquals(fake.told, ["tell 1"]);
  using _second = await open();
  assertEquals(fake.told, ["tell 1"]);
  await time.advance(TELL_AGAIN_MS);
  using _third = await open();
  using _fourth = await open({ isNew: true });
  assertEquals(fake.told, ["tell 1", "tell 1", "tell 1"]);
  assertEquals(storage.items.get("wish"), "id-1");
});

Deno.test("PushKeeper subscribes anew where the clinic's key is another one [PUSH-13]", async () => {
  const { fake, storage, open } = scene();
  storage.items.set("wish", "id-0");
  using _first = await open({ isNew: true });
  fake.key = "key-2";
  using _second = await open({ isNew: true });
  assertEquals([fake.told, fake.subscription?.applicationServerKey], [["tell 1", "tell 2"], "key-2"]);
});

Deno.test("PushKeeper passes on that somebody wants to be left alone, and tries again where it could not [PUSH-6]", async () => {
  const { fake, storage, quiet, open } = scene();
  storage.items.set("wish", "id-0");
  using keeper = await open({ isNew: true });
  quiet.value = true;
  await keeper.settled;
  assertEquals(fake.told, ["tell 1", "tell 1 quiet"]);
  fake.isOffline = true;
  quiet.value = false;
  await keeper.settled;
  fake.isOffline = false;
  using _next = await open();
  assertEquals(fake.told, ["tell 1", "tell 1 quiet", "tell 1"]);
});

Deno.test("PushKeeper ends what an earlier person has left in this browser [PUSH-13]", async () => {
  const { fake, open } = scene();
  await fake.browser.subscribe("key-1");
  using _keeper = await open();
  assertEquals([fake.subscription, fake.told], [null, []]);
});

Deno.test("PushKeeper subscribes nobody without leave [PUSH-13]", async () => {
  const { fake, storage, open } = scene();
  storage.items.set("wish", "id-0");
  fake.permission = "denied";
  using _keeper = await open({ isNew: true });
  assertEquals([fake.told, storage.items.get("wish")], [[], "id-0"]);
});
