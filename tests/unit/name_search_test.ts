import { equal } from "node:assert/strict";
import { nameSearch } from "../../realtime/core/name_search.ts";

Deno.test("nameSearch() finds every word anywhere in the name, whatever case and accents [INBOX-5]", () => {
  const finds = (typed: string, name: string) => nameSearch(typed)?.(name);
  equal(finds("fernandez maria", "María del Carmen Fernández"), true);
  equal(finds("MÜLL", "Jörg Müller"), true);
  equal(finds("owell", "Grace Hollowell"), true);
  equal(finds("grace brown", "Grace Hollowell"), false);
  equal(finds("حداد", "يوسف الحداد"), true);
  equal(finds("%_'", "Grace"), undefined);
  equal(nameSearch("  "), undefined);
});
