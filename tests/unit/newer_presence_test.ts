import { deepEqual, equal } from "node:assert/strict";
import { newerPresence } from "../../islands/models/newer_presence.ts";
import type { PresenceObject } from "../../realtime/core/objects.ts";

const told = (status: PresenceObject["status"], version?: number): PresenceObject => ({
  ...{ user_id: 2, status, version },
  last_seen: null,
  device_type: "web",
});

Deno.test("newerPresence() drops what is older than the known, and takes what is as new or does not count [DEV-8]", () => {
  const known = new Map([[2, told("away", 5)]]);
  equal(newerPresence(known, told("online", 4)), known);
  for (const version of [5, 6, undefined]) {
    deepEqual(newerPresence(known, told("online", version)).get(2)?.status, "online");
  }
  deepEqual(newerPresence(new Map(), told("online", 1)).size, 1);
});
