/// <reference lib="dom" />
import { deepEqual, equal } from "node:assert/strict";
import { adoptCommands } from "../../islands/adopt_commands.ts";
import { KeptCommands } from "../../islands/kept_commands.ts";
import { FakeLocks } from "../support/fake_locks.ts";
import { FakeBrowserStorage } from "../support/fake_shelf.ts";
import { settled } from "../support/fake_time.ts";

const READ = { message_id: "m1" };
const HANG_UP = { call_id: "c1" };

/** A browser whose pages are opened by the test. */
function browserOf(locks: FakeLocks | undefined = new FakeLocks()) {
  const browser = new FakeBrowserStorage();
  let pages = 0;
  const open = (userId = 1) => {
    const shelf = browser.tab();
    const kept = new KeptCommands({ shelf, locks, userId, newId: () => `page${++pages}` });
    const sent: unknown[] = [];
    const adopt = () =>
      adoptCommands(kept.foreign, {
        shelf,
        locks,
        send: (event, data) => {
          sent.push([event, data]);
          kept.keep(event, data);
        },
      });
    return { kept, sent, adopt };
  };
  const close = (page: number, userId = 1) => locks?.release(`carewire.command.${userId}.page${page}`);
  return { browser, open, close };
}

Deno.test("KeptCommands keeps marks and leaving a call until they are answered, and nothing else [DEV-4]", () => {
  const { browser, open } = browserOf();
  const { kept } = open();
  const forget = [kept.keep("chat:read", READ), kept.keep("hangup_call", HANG_UP)];
  equal(browser.items.size, 2);
  for (const event of ["initiate_call", "accept_call", "chat:message", "presence:update"] as const) {
    equal(kept.keep(event, {}), undefined);
  }
  for (const one of forget) one?.();
  equal(browser.items.size, 0);
});

Deno.test("adoptCommands() sends what a page left that is gone, and keeps it until it is answered [DEV-4]", async () => {
  const { browser, open, close } = browserOf();
  const gone = open();
  gone.kept.keep("chat:read", READ);
  gone.kept.keep("hangup_call", HANG_UP);
  close(1);
  const next = open();
  await next.adopt();
  deepEqual(next.sent, [["chat:read", READ], ["hangup_call", HANG_UP]]);
  equal(browser.items.size, 2);
  await next.adopt();
  equal(next.sent.length, 2, "once");
});

Deno.test("adoptCommands() leaves what belongs to a page that lives, or to somebody else [DEV-3] [DEV-4]", async () => {
  const { open, close } = browserOf();
  open().kept.keep("chat:read", READ);
  open(2).kept.keep("hangup_call", HANG_UP);
  close(2, 2);
  const next = open();
  await settled();
  await next.adopt();
  deepEqual(next.sent, []);
});

Deno.test("adoptCommands() takes nothing that was not kept here [DEV-4]", async () => {
  const { browser, open } = browserOf();
  for (const [n, text] of ["", "{", "null", "[]", '{"event":"accept_call","data":{}}'].entries()) {
    browser.items.set(`carewire.command.1.other.${n}`, text);
  }
  const next = open();
  await next.adopt();
  deepEqual(next.sent, []);
  equal(browser.items.size, 0);
});

Deno.test("KeptCommands keeps at most 100 commands of one person [DEV-4]", () => {
  const { browser, open } = browserOf();
  const { kept } = open();
  for (let n = 0; n < 120; n++) kept.keep("chat:read", { message_id: String(n) });
  equal(browser.items.size, 100);
});

Deno.test("KeptCommands writes nothing down that is answered at once, and all that is not when the connection or the page goes [DEV-4]", () => {
  const { browser, open } = browserOf();
  const { kept } = open();
  kept.connected = true;
  const forget = kept.keep("chat:read", READ);
  kept.keep("hangup_call", HANG_UP);
  equal(browser.items.size, 0);
  forget?.();
  kept.write();
  kept.connected = false;
  equal(browser.items.size, 1);
});
