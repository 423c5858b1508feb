import { deepEqual, equal } from "node:assert/strict";
import { LatePart } from "../../islands/models/late_part.ts";

Deno.test("LatePart loads once, however often it is wanted", async () => {
  let loads = 0;
  const part = new LatePart(() => Promise.resolve(++loads));
  equal(part.value.value, null);
  deepEqual(await Promise.all([part.load(), part.load()]), [1, 1]);
  equal(await part.load(), 1);
  equal(part.value.value, 1);
});

Deno.test("LatePart says that it could not be loaded, and tries again when it is wanted again", async () => {
  let broken = true;
  const part = new LatePart(() => broken ? Promise.reject(new Error("offline")) : Promise.resolve("here"));
  equal(await part.load(), null);
  equal(part.failed.value, true);
  broken = false;
  equal(await part.load(), "here");
  equal(part.failed.value, false);
});
