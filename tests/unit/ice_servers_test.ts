import { deepEqual, equal } from "node:assert/strict";
import { iceServers } from "../../realtime/ice_servers.ts";

const NOW = Date.parse("2026-03-02T09:00:00Z");
const CALL = "0b9f2c1e-6a52-4f0e-9d6c-1f2e3d4c5b6a";
const base = { turn: undefined, iceServers: [], maxCallDurationMs: 3_600_000 };

Deno.test("iceServers() gives none by default [ICE-1]", () => {
  deepEqual(iceServers(base, 7, CALL, NOW), []);
});

// printf %s "EXPIRY:7-0b9f2c1e" | openssl dgst -sha1 -hmac north-wind -binary | base64
Deno.test("iceServers() signs credentials for one user and call that outlast the call by 10 min [ICE-2]", () => {
  const urls = [
    "turn:t.example.org:3478",
    "turn:t.example.org:3478?transport=tcp",
    "turns:t.example.org:5349",
  ];
  const servers = iceServers({ ...base, turn: { urls, secret: "north-wind" } }, 7, CALL, NOW);
  deepEqual(servers, [
    { urls: ["stun:t.example.org:3478"] },
    { urls, username: "1772446200:7-0b9f2c1e", credential: "YfknMA2ttmxAi2qq1ulsyP6kqj4=" },
  ]);
});

Deno.test("iceServers() uses fixed credentials where only those are set, and appends ICE_SERVERS [ICE-3]", () => {
  const turn = { urls: ["turns:t.example.org:5349"], username: "u", credential: "p" };
  const own = [{ urls: "stun:own.example.org" }];
  deepEqual(iceServers({ ...base, turn, iceServers: own }, 7, CALL, NOW), [
    { urls: ["turns:t.example.org:5349"], username: "u", credential: "p" },
    ...own,
  ]);
});

Deno.test("iceServers() rounds the expiry up to whole seconds [ICE-2]", () => {
  const [, relay] = iceServers({ ...base, turn: { urls: ["turn:t"], secret: "s" } }, 7, CALL, NOW + 1);
  equal(relay?.username?.split(":")[0], String(NOW / 1000 + 4_201));
});
