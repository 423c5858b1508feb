import { clamdScanner } from "../../db/clamd.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { EICAR } from "../support/clamd_process.ts";
import type { ClamdProcess } from "../support/clamd_process.ts";
import type { FileClinic } from "../support/file_clinic.ts";
import { granted } from "../support/granted.ts";
import { bytesOf, joined, noise, pdf, png } from "../support/sample_files.ts";
import { until } from "../support/until.ts";

const RETRY_MS = 61_000;
const VIRUS = joined(pdf(), noise(200_000), EICAR, noise(1_000));

/** A test with a clinic that scans by a clamd of its own, which runs already or not yet. */
function test(
  name: string,
  fn: (files: FileClinic, clamd: ClamdProcess) => Promise<void>,
  { isRunning, streamMax }: { isRunning: boolean; streamMax?: number },
): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    async fn() {
      const { ClamdProcess } = await import("../support/clamd_process.ts");
      const { fileClinic } = await import("../support/file_clinic.ts");
      await using clamd = await ClamdProcess.prepare({ streamMax });
      if (isRunning) await clamd.start();
      const scanner = clamdScanner(clamd.socketPath, { writeMs: 2_000, verdictMs: 20_000 });
      await using files = await fileClinic({ scanner });
      await fn(files, clamd);
      assertEquals(files.clinic.errors, []);
    },
  });
}

async function scanOf(files: FileClinic, attachmentId: string): Promise<string> {
  const { body } = await files.as(files.clinic.patient).ask("GET", `/api/attachments/${attachmentId}`);
  return body.attachment.scan;
}

test(
  "an infected file is 422 infected, and nothing of it is kept; a clean one is clean [FILE-16]",
  async (files) => {
    const patient = files.as(files.clinic.patient);
    const infected = await patient.upload({ file: VIRUS, name: "a.pdf" });
    assertEquals([infected.status, infected.body.code], [422, "infected"]);
    assertEquals(await files.stored(), []);
    const [row] = await files.clinic.db.read((sql) => sql`select count(*) as count from attachments`);
    assertEquals(row?.count, 0);
    const notes = await files.clinic.db.read((sql) =>
      sql`select actor_id, outcome from audit_log where action = 'attachment.infected'`
    );
    assertEquals(notes.map((one) => ({ ...one })), [{
      actor_id: files.clinic.patient.id,
      outcome: "refused",
    }]);
    const clean = await patient.send({ file: joined(png(), noise(3_000_000)), name: "a.png" });
    assertEquals(clean.scan, "clean");
    assertEquals((await patient.content(clean.attachment_id)).status, 200);
  },
  { isRunning: true },
);

test(
  "while clamd is away files wait in quarantine, and are scanned once it is back [FILE-17]",
  async (files, clamd) => {
    const patient = files.as(files.clinic.patient);
    const before = { conversation_id: files.clinic.conversationId };
    const clean = await patient.send({ file: pdf(), name: "clean.pdf", before });
    const infected = await patient.send({ file: VIRUS, name: "bad.pdf", before });
    assertEquals([clean.scan, infected.scan], ["pending", "pending"]);
    for (const person of [files.clinic.patient, files.clinic.doctor]) {
      const content = await files.as(person).content(clean.attachment_id);
      assertEquals(content.status, 409);
      assertMatch(new TextDecoder().decode(content.bytes), /"code":"quarantined"/);
    }
    await files.upkeep.scanPending();
    assertEquals(await scanOf(files, clean.attachment_id), "pending");
    await clamd.start();
    files.pass(RETRY_MS);
    await Promise.all([files.upkeep.scanPending(), files.upkeep.scanPending()]);
    await until(async () => await scanOf(files, infected.attachment_id) === "infected");
    assertEquals(await scanOf(files, clean.attachment_id), "clean");
    assertEquals((await patient.content(clean.attachment_id)).bytes, pdf());
    assertEquals((await patient.content(infected.attachment_id)).status, 409);
    const { body } = await patient.ask("GET", `/api/attachments/${infected.attachment_id}`);
    assertEquals(body.attachment.file_name, "attachment.pdf");
    assertEquals((await files.stored()).length, 1);
    assert((await files.audited(clean.attachment_id)).includes("attachment.clean done"));
    assert((await files.audited(infected.attachment_id)).includes("attachment.infected refused"));
    assertEquals((await patient.ask("DELETE", `/api/attachments/${infected.attachment_id}`)).status, 204);
  },
  { isRunning: false },
);

test(
  "a clamd that dies, or takes no file so large, never makes a file clean [FILE-17]",
  async (files, clamd) => {
    const patient = files.as(files.clinic.patient);
    const large = await patient.send({ file: joined(png(), noise(3_000_000)), name: "a.png" });
    assertEquals(large.scan, "pending");
    assert(files.log.some((line) => line.includes("size limit exceeded")), files.log.join("\n"));
    assertEquals((await patient.send({ file: png(), name: "a.png" })).scan, "clean");
    await clamd.stop();
    assertEquals((await patient.send({ file: png(), name: "a.png" })).scan, "pending");
  },
  { isRunning: true, streamMax: 1 },
);

Deno.test({
  name: "a scanner that takes bytes and says nothing, or stops taking them, gives no verdict [FILE-17]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    const folder = await Deno.makeTempDir();
    const path = `${folder}/silent.ctl`;
    using listener = Deno.listen({ transport: "unix", path });
    const scanner = clamdScanner(path, { writeMs: 200, verdictMs: 200 });
    using scan = scanner.begin();
    using connection = await listener.accept();
    await scan.write(bytesOf("a few bytes"));
    const verdict = await scan.end();
    assertEquals(verdict, { kind: "unknown", reason: "it gave no verdict: no answer within 200 ms" });
    using full = scanner.begin();
    using second = await listener.accept();
    for (let n = 0; n < 100; n++) await full.write(new Uint8Array(65_536));
    const stopped = await full.end();
    assertEquals(stopped.kind, "unknown");
    assertMatch("reason" in stopped ? stopped.reason : "", /stopped taking bytes/);
    void connection;
    void second;
    await Deno.remove(folder, { recursive: true });
  },
});
