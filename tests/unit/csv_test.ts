import { equal } from "node:assert/strict";
import { csvLine } from "../../realtime/core/csv.ts";

Deno.test("csvLine() quotes what needs it and ends with CRLF [INBOX-15]", () => {
  equal(csvLine(["a", 12, null, ""]), "a,12,,\r\n");
  equal(csvLine(['say "hi"', "a,b", "two\nlines"]), '"say ""hi""","a,b","two\nlines"\r\n');
});

Deno.test("csvLine() leaves nothing that a program for tables would calculate [INBOX-15]", () => {
  for (const bad of ["=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "|cmd", "%x"]) {
    equal(csvLine([bad]), `'${bad}\r\n`);
  }
  equal(csvLine(["\r=1"]), '"\'\r=1"\r\n');
  equal(csvLine(['=HYPERLINK("http://x","y")']), '"\'=HYPERLINK(""http://x"",""y"")"\r\n');
  equal(csvLine([-5, "a-b", "x=1"]), "-5,a-b,x=1\r\n");
});
