import { deepEqual, equal } from "node:assert/strict";
import * as fc from "fast-check";
import { JSON_DEPTH_MAX, parseSafeJson } from "../../realtime/core/safe_json.ts";

function nested(depth: number): string {
  return "[".repeat(depth) + "]".repeat(depth);
}

Deno.test("parseSafeJson() gives what JSON.parse() gives [JSON-1]", () => {
  fc.assert(fc.property(fc.json({ maxDepth: 5, stringUnit: "grapheme" }), (text) => {
    const parsed = parseSafeJson(text);
    if (parsed.ok) deepEqual(parsed.value, JSON.parse(text));
    else equal(parsed.problem, "bad_text");
  }));
});

Deno.test("parseSafeJson() refuses what is not JSON [JSON-1]", () => {
  for (const text of ["", "{", "undefined", "{'a':1}", '"\0"', "[1,]"]) {
    deepEqual(parseSafeJson(text), { ok: false, problem: "not_json" });
  }
});

Deno.test("parseSafeJson() refuses deeper nesting than 16, brackets in texts aside [JSON-2]", () => {
  equal(parseSafeJson(nested(JSON_DEPTH_MAX)).ok, true);
  deepEqual(parseSafeJson(nested(JSON_DEPTH_MAX + 1)), { ok: false, problem: "too_deep" });
  deepEqual(parseSafeJson("[".repeat(60_000)), { ok: false, problem: "too_deep" });
  equal(parseSafeJson(JSON.stringify('[[[[[[[[[[[[[[[[[[[[[[[["\\[[[[')).ok, true);
});

Deno.test("parseSafeJson() refuses NUL and lone surrogates in values and keys [JSON-3]", () => {
  const lone = String.fromCharCode(0xd800);
  for (
    const text of ['"\\u0000"', '["a","\\ud800"]', '{"\\udc00":1}', `"${lone}"`, '{"a":{"b":["x\\u0000y"]}}']
  ) {
    const parsed = parseSafeJson(text);
    equal(!parsed.ok && parsed.problem, "bad_text");
  }
  deepEqual(parseSafeJson('"\\ud83d\\ude00 é \\u0041"'), { ok: true, value: "😀 é A" });
});
