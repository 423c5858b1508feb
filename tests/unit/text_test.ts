import assert from "node:assert/strict";
import { catalogue } from "../../islands/text.ts";

const t = catalogue("area", {
  plain: "Hello",
  named: "{name} is calling {name}",
  counted: { one: "{count} message", other: "{count} messages" },
});

Deno.test("catalogue() fills places in and leaves unknown ones standing", () => {
  assert.equal(t("plain"), "Hello");
  assert.equal(t("named", { name: "Ada" }), "Ada is calling Ada");
  assert.equal(t("named"), "{name} is calling {name}");
});

Deno.test("catalogue() chooses the plural form by count", () => {
  assert.deepEqual([0, 1, 2].map((count) => t("counted", { count })), [
    "0 messages",
    "1 message",
    "2 messages",
  ]);
});

Deno.test("catalogue() takes a value as it is, also when it looks like a pattern", () => {
  assert.equal(t("named", { name: "$& {name}" }), "$& {name} is calling $& {name}");
});
