import { equal, ok } from "node:assert/strict";
import * as fc from "fast-check";
import {
  cleanFileName,
  extensionOf,
  FILE_NAME_LENGTH_MAX,
  withExtension,
} from "../../realtime/core/files/file_name.ts";
import { contentDisposition } from "../../routes/content_disposition.ts";

const CLEANED: [given: string, cleaned: string][] = [
  ["report.pdf", "report.pdf"],
  ["../../etc/passwd", "passwd"],
  ["C:\\Users\\Pat\\Befund.pdf", "Befund.pdf"],
  ["photo\u202egnp.exe", "photognp.exe"],
  ["a\u2066b\u2069\u200e\u061c.txt", "ab.txt"],
  ["line\r\nbreak\t.txt", "linebreak.txt"],
  ["nul\0.txt", "nul.txt"],
  ["Bl\u0061\u0308ttchen.txt", "Bl\u00e4ttchen.txt"],
  ["👩‍⚕️ Dr.txt", "👩‍⚕️ Dr.txt"],
  ["\ud800broken.txt", "\ufffdbroken.txt"],
  ["evil.exe. . ", "evil.exe"],
  [".htaccess", "htaccess"],
  ["a   b.txt", "a b.txt"],
  ["", "file"],
  ["..", "file"],
  ["///", "file"],
  ["\u200b\u200d\u202e", "file"],
];

for (const [given, cleaned] of CLEANED) {
  Deno.test(`cleanFileName() makes ${JSON.stringify(cleaned)} of ${JSON.stringify(given)} [FILE-2]`, () => {
    equal(cleanFileName(given), cleaned);
  });
}

Deno.test("cleanFileName() cuts the stem and keeps the extension [FILE-2]", () => {
  const long = cleanFileName(`${"x".repeat(500)}.docx`);
  equal(long.length, FILE_NAME_LENGTH_MAX);
  ok(long.endsWith("x.docx"));
  const smiles = cleanFileName(`x${"😀".repeat(150)}.png`);
  ok(smiles.isWellFormed() && smiles.length <= FILE_NAME_LENGTH_MAX && smiles.endsWith("😀.png"));
});

Deno.test("extensionOf() and withExtension() look at what follows the last dot [FILE-2]", () => {
  equal(["a.PNG", "a.tar.gz", "a", "a.", "x.y z"].map(extensionOf).join("|"), "png|gz|||y z");
  equal(withExtension("blob", "webm"), "blob.webm");
  equal(withExtension("a.ogg", "webm"), "a.ogg");
  equal(withExtension("x".repeat(200), "png").length, FILE_NAME_LENGTH_MAX);
});

Deno.test("cleanFileName() gives a name that is safe and stays, whatever it gets [FILE-2]", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
      const name = cleanFileName(given);
      ok(name.length > 0 && name.length <= FILE_NAME_LENGTH_MAX && name.isWellFormed());
      ok(!/[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name) && !/^[. ]|[. ]$/.test(name));
      equal(cleanFileName(name), name);
    }),
    { numRuns: 2_000 },
  );
});

Deno.test("contentDisposition() carries any name in one line of ASCII [FILE-9]", () => {
  equal(
    contentDisposition("attachment", 'Befund "Müller" 50%.pdf'),
    "attachment; filename=\"Befund _Muller_ 50_.pdf\"; filename*=UTF-8''Befund%20%22M%C3%BCller%22%2050%25.pdf",
  );
  equal(
    contentDisposition("inline", "日本's (1)*.png"),
    "inline; filename=\"__'s (1)*.png\"; filename*=UTF-8''%E6%97%A5%E6%9C%AC%27s%20%281%29%2A.png",
  );
  fc.assert(fc.property(fc.string({ unit: "binary" }), (name) => {
    ok(/^[\x20-\x7e]*$/.test(contentDisposition("inline", name)));
  }));
});
