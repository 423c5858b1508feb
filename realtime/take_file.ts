import { createHash } from "node:crypto";
import { type AttachmentDeps, discardBlob } from "./attachment_deps.ts";
import type { ScanStatus } from "./core/fields.ts";
import { type FileFacts, FileInspection } from "./core/files/file_inspection.ts";
import { cleanFileName, withExtension } from "./core/files/file_name.ts";
import { FILE_TYPES } from "./core/files/file_types.ts";
import type { Identity } from "./core/identity.ts";
import { accept, type Outcome, refuse, type Refused } from "./core/outcome.ts";
import { StorageFull } from "./ports/blobs.ts";
import type { SealedFile } from "./ports/file_vault.ts";
import type { Scan } from "./ports/scanner.ts";

/** A file on its way in, under the name that its sender gave it. */
export interface IncomingFile {
  name: string | undefined;
  bytes: AsyncIterable<Uint8Array>;
}

/** A file that is stored and known, but not yet written down: whoever has it adds it or discards it. */
export interface TakenFile {
  sealed: SealedFile;
  name: string;
  facts: FileFacts;
  /** SHA-256 of the plain bytes, in hex. */
  digest: string;
  scan: ScanStatus;
}

const NO_ROOM = "There is no room for files at the moment. Please tell the clinic.";
const VIRUS = "A virus was found in this file.";

type TakeDeps = Pick<AttachmentDeps, "attachments" | "vault" | "scanner" | "limits" | "log" | "newId">;

/**
 * Counts, judges, scans, encrypts and stores a file while it comes, in memory that does not grow with it. Nothing is kept
 * of what is refused, or when its bytes end with an error, which is thrown on.
 */
export async function takeFile(
  deps: TakeDeps,
  who: Identity,
  incoming: IncomingFile,
): Promise<Outcome<TakenFile>> {
  const name = cleanFileName(incoming.name ?? "");
  const attachmentId = deps.newId();
  using scan = deps.scanner?.begin();
  const examination = new Examination(deps, name, scan);
  try {
    const sealed = await deps.vault.seal(attachmentId, examination.of(incoming.bytes));
    const { facts, digest, scanned } = examination.result();
    const shown = withExtension(name, FILE_TYPES[facts.type].extensions[0]);
    return accept({ sealed, name: shown, facts, digest, scan: scanned });
  } catch (error) {
    if (error instanceof StorageFull) {
      deps.log.error("there is no room for files", { error });
      return refuse("unavailable", NO_ROOM, { finer: "insufficient_storage" });
    }
    if (!(error instanceof Unwanted)) throw error;
    if (error.refusal.finer === "infected") await noteInfected(deps, who, attachmentId);
    return error.refusal;
  }
}

/** Removes a taken file that is not added. */
export function discardFile(deps: Pick<AttachmentDeps, "vault" | "log">, file: TakenFile): Promise<void> {
  return discardBlob(deps, file.sealed.blobKey);
}

/** Carries a refusal out of the flow of bytes, so that whoever stores them stops. */
class Unwanted extends Error {
  readonly refusal: Refused;

  constructor(refusal: Refused) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/** What is done with the bytes on their way. */
class Examination {
  readonly #deps: TakeDeps;
  readonly #inspection: FileInspection;
  readonly #scan: Scan | undefined;
  readonly #hash = createHash("sha256");
  #result: { facts: FileFacts; digest: string; scanned: ScanStatus } | undefined;

  constructor(deps: TakeDeps, name: string, scan: Scan | undefined) {
    this.#deps = deps;
    this.#inspection = new FileInspection(name);
    this.#scan = scan;
  }

  async *of(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const { fileBytesMax } = this.#deps.limits;
    let size = 0;
    for await (const part of bytes) {
      size += part.length;
      if (size > fileBytesMax) throw new Unwanted(tooLarge(fileBytesMax));
      const refusal = this.#inspection.add(part);
      if (refusal) throw new Unwanted(refusal);
      this.#hash.update(part);
      await this.#scan?.write(part);
      yield part;
    }
    // Before the last chunk is sealed: what is refused here was never a whole file anywhere.
    const verdict = this.#inspection.end();
    if (!verdict.ok) throw new Unwanted(verdict);
    const scanned = await this.#scanned();
    this.#result = { facts: verdict.value, digest: this.#hash.digest("hex"), scanned };
  }

  result(): { facts: FileFacts; digest: string; scanned: ScanStatus } {
    if (!this.#result) throw new Error("Cannot take a file that was not read to its end");
    return this.#result;
  }

  async #scanned(): Promise<ScanStatus> {
    if (!this.#scan) return "skipped";
    const verdict = await this.#scan.end();
    if (verdict.kind === "infected") {
      throw new Unwanted(refuse("bad_request", VIRUS, { finer: "infected" }));
    }
    if (verdict.kind === "clean") return "clean";
    this.#deps.log.warn("a file waits for the virus scanner", { reason: verdict.reason });
    return "pending";
  }
}

/** How large a file may be, in the unit that people know. */
function tooLarge(fileBytesMax: number): Refused {
  const megabytes = Math.floor(fileBytesMax / (1024 * 1024));
  return refuse("too_large", `Files may have at most ${megabytes} MB.`);
}

async function noteInfected(deps: TakeDeps, who: Identity, attachmentId: string): Promise<void> {
  const trail = { actorId: who.userId, sessionId: who.sessionId, action: "attachment.infected" };
  await deps.attachments.note(attachmentId, "refused", trail);
}
