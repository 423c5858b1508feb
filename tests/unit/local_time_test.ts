import { fromLocalField, toLocalField } from "../../islands/local_time.ts";
import { assertEquals, assertMatch } from "../support/assert.ts";

Deno.test("toLocalField() and fromLocalField() agree to the minute", () => {
  for (const at of [0, Date.parse("2026-03-02T09:07:00.000Z"), Date.parse("2026-12-31T23:59:00.000Z")]) {
    assertMatch(toLocalField(at), /^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    assertEquals(fromLocalField(toLocalField(at)), at);
  }
  assertEquals(fromLocalField(""), undefined);
});
