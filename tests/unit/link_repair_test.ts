/// <reference lib="dom" />
import { deepEqual, equal } from "node:assert/strict";
import { type LinkTroubles, nextRepair, type Repair, troubleOf } from "../../islands/lib/link_repair.ts";
import { type LinkLook, LinkWatch } from "../../islands/lib/link_watch.ts";

const FINE: LinkLook = {
  connection: "connected",
  flows: true,
  peer: { audio: true, video: true, screen: false, hears: true },
  socketOpen: true,
};

/** Looks once a second from 1 s on and notes when a repair begins. */
function watchFor(seconds: number, lookAt: (second: number) => Partial<LinkLook>): [number, Repair][] {
  const watch = new LinkWatch(0);
  const repairs: [number, Repair][] = [];
  for (let second = 1; second <= seconds; second++) {
    const look = { ...FINE, ...lookAt(second) };
    if (!look.socketOpen) watch.socketLost();
    const repair = watch.look(second * 1_000, look);
    if (repair) repairs.push([second, repair]);
    if (repair === "give_up") break;
  }
  return repairs;
}

Deno.test("A link in good health is left alone [CALLM-6]", () => {
  deepEqual(watchFor(120, () => ({})), []);
});

Deno.test("ICE is restarted after 2 s of disconnected, at once when failed, then the connection renewed [CALLM-6]", () => {
  const gone = { connection: "disconnected", flows: false } as const;
  deepEqual(watchFor(60, (second) => second < 5 ? {} : gone), [
    [7, "restart_ice"],
    [11, "restart_ice"],
    [16, "renew"],
    [24, "renew"],
    [36, "renew"],
    [56, "give_up"],
  ]);
  const failed = { connection: "failed", flows: false } as const;
  deepEqual(watchFor(5, (second) => second < 5 ? {} : failed), [[5, "restart_ice"]]);
});

Deno.test("Media that flows again starts the repairs from the beginning [CALLM-6]", () => {
  const repairs = watchFor(40, (second) => {
    const gone = (second >= 5 && second < 13) || second >= 30;
    return gone ? { connection: "disconnected", flows: false } : {};
  });
  deepEqual(repairs, [[7, "restart_ice"], [11, "restart_ice"], [32, "restart_ice"], [36, "restart_ice"]]);
});

Deno.test("Nothing is repaired while the server can't be reached, and soon after it can be again [CALLM-6]", () => {
  const repairs = watchFor(30, (second) => {
    const socketOpen = second < 5 || second >= 20;
    return second < 6 ? { socketOpen } : { socketOpen, flows: false };
  });
  deepEqual(repairs[0], [20, "restart_ice"]);
});

Deno.test("A server that was away leaves a link alone that carries media [CALLM-4]", () => {
  deepEqual(watchFor(60, (second) => ({ socketOpen: second < 5 || second >= 20 })), []);
});

Deno.test("A connection that never comes is repaired after 8 s [CALLM-6]", () => {
  const never = { connection: "connecting", flows: false, peer: null } as const;
  deepEqual(watchFor(14, () => never), [[9, "restart_ice"], [13, "restart_ice"]]);
});

Deno.test("One-way media is repaired by who hears nothing first, and never ends a call [CALLM-6]", () => {
  const deaf = watchFor(300, (second) => ({ flows: second < 5 }));
  deepEqual(deaf.slice(0, 3).map(([, repair]) => repair), ["restart_ice", "restart_ice", "renew"]);
  equal(deaf.some(([, repair]) => repair === "give_up"), false);
  const unheard = watchFor(13, (second) =>
    second < 5 ? {} : {
      peer: { audio: true, video: true, screen: false, hears: false },
    });
  deepEqual(unheard, [[13, "restart_ice"]]);
});

Deno.test("A peer that sends nothing is not missed [CALLM-6]", () => {
  const mute = { audio: false, video: false, screen: false };
  deepEqual(watchFor(60, () => ({ flows: false, peer: mute })), []);
});

Deno.test("troubleOf() names the worst first [CALLM-6]", () => {
  const view = { wasConnected: true, quietMs: 0, suspect: false, peerSends: true, peerHears: true };
  equal(troubleOf({ ...view, connection: "connected" }), null);
  equal(troubleOf({ ...view, connection: "new", wasConnected: false }), "unconnected");
  equal(troubleOf({ ...view, connection: "connected", quietMs: 3_000, peerHears: false }), "silent");
  equal(troubleOf({ ...view, connection: "connected", quietMs: 1_000, suspect: true }), "silent");
  equal(troubleOf({ ...view, connection: "connected", peerHears: false }), "unheard");
  equal(troubleOf({ ...view, connection: "failed", peerHears: false }), "failed");
});

Deno.test("nextRepair() waits less for a link whose network may have changed [CALLM-6]", () => {
  const link: LinkTroubles = {
    ...{ trouble: "disconnected", since: 0, repairs: 0, repairedAt: 0 },
    ...{ suspect: true, socketOpen: true },
  };
  equal(nextRepair(link, 499), null);
  equal(nextRepair(link, 500), "restart_ice");
  equal(nextRepair({ ...link, suspect: false }, 500), null);
});
