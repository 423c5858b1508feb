import assert from "node:assert/strict";
import { initials } from "../../islands/person.tsx";

Deno.test("initials() leaves titles out and copes with any name", () => {
  const names = ["Dr. Ada Lovelace", "Prince", "Ana María de la Cruz", "李 美玲", "", "Dr. med."];
  assert.deepEqual(names.map(initials), ["AL", "P", "AC", "李美", "", "DM"]);
});
