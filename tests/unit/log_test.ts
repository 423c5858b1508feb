import { deepEqual, equal, ok } from "node:assert/strict";
import { makeLog } from "../../realtime/log.ts";
import { FakeTime } from "../support/fake_time.ts";

function logTo(lines: string[], level: "debug" | "info" | "warn" | "error" = "info") {
  return makeLog({ level, sink: (line) => lines.push(line), clock: new FakeTime() });
}

Deno.test("makeLog() writes one JSON line per call, from its level on [LOG-1]", () => {
  const lines: string[] = [];
  const log = logTo(lines, "warn");
  log.debug("a");
  log.info("b");
  log.warn("c\nd", { port: 8000, ready: true, none: null });
  log.error("e");
  equal(lines.length, 2);
  ok(lines.every((line) => !line.includes("\n")));
  deepEqual(JSON.parse(lines[0]!), {
    time: "2026-03-02T09:00:00.000Z",
    level: "warn",
    msg: "c\nd",
    port: 8000,
    ready: true,
    none: null,
  });
});

Deno.test("makeLog() writes of an error its name, message and stack only [LOG-2]", () => {
  const lines: string[] = [];
  const error = Object.assign(new TypeError("no"), { detail: "Key (email)=(pat@x)", query: "insert secret" });
  logTo(lines).error("failed", { error_id: "1", error, cause: { body: "secret" } });
  logTo(lines).error("failed", { error: "secret as a text" });
  const { error: written, error_id } = JSON.parse(lines[0]!);
  deepEqual(Object.keys(written), ["name", "message", "stack"]);
  equal(error_id, "1");
  ok(!lines.join().includes("secret") && !lines.join().includes("pat@x"));
});

Deno.test("makeLog() keeps its own fields and cuts long texts [LOG-1]", () => {
  const lines: string[] = [];
  logTo(lines).info("real", { msg: "fake", level: "fake", long: "x".repeat(100_000) });
  const line = JSON.parse(lines[0]!);
  deepEqual([line.msg, line.level, line.field_msg], ["real", "info", "fake"]);
  ok(line.long.length < 9_000);
});
