import { type AttachmentDeps, discardBlob } from "./attachment_deps.ts";
import type { Timers } from "./ports/clock.ts";
import { FileDamaged, type StoredFile } from "./ports/file_vault.ts";
import type { Scanner, ScanVerdict } from "./ports/scanner.ts";
import { RepeatedChecks } from "./repeated_checks.ts";

/** How often files in quarantine are scanned again. */
const SCAN_EVERY_MS = 15_000;
/** A file that one instance has just tried is left to it for so long. */
const SCAN_AGAIN_MS = 60_000;
const EXPIRE_EVERY_MS = 60_000;
const EXPIRED_AT_ONCE_MAX = 100;
/** Listing a bucket costs money. */
const CLEAR_EVERY_MS = 60 * 60_000;
/** Older than any upload can last, which ends after an hour (routes/upload_body.ts). */
const LEFTOVER_AGE_MS = 2 * 60 * 60_000;

/**
 * Looks after stored files: scans what waits in quarantine, removes what has expired and what uploads of a crashed
 * instance left. Any number of instances may do so at once.
 */
export class AttachmentUpkeep {
  readonly #deps: AttachmentDeps;
  readonly #checks: RepeatedChecks;
  #closed = false;

  constructor(deps: AttachmentDeps, timers: Timers, report: (error: unknown) => void) {
    this.#deps = deps;
    this.#checks = new RepeatedChecks(timers, report);
  }

  start(): void {
    this.#checks.start(SCAN_EVERY_MS, () => this.scanPending());
    this.#checks.start(EXPIRE_EVERY_MS, () => this.removeExpired());
    this.#checks.start(CLEAR_EVERY_MS, () => this.removeLeftovers());
  }

  /** Stops; resolves when what runs has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#checks.close();
  }

  /** Scans what waits, until nothing does or the scanner gives no verdict. */
  async scanPending(): Promise<void> {
    const { attachments, clock, scanner } = this.#deps;
    while (scanner && !this.#closed) {
      const file = await attachments.takeUnscanned(clock.now(), clock.now() - SCAN_AGAIN_MS);
      if (!file) return;
      const verdict = await this.#scan(scanner, file);
      if (verdict.kind === "unknown") {
        this.#deps.log.warn("a file waits for the virus scanner", { reason: verdict.reason });
        return;
      }
      await attachments.scanned(file.attachmentId, verdict.kind, clock.now());
      if (verdict.kind === "infected") await discardBlob(this.#deps, file.blobKey);
    }
  }

  async removeExpired(): Promise<void> {
    for (let isFull = true; isFull && !this.#closed;) {
      const expired = await this.#deps.attachments.expire(this.#deps.clock.now(), EXPIRED_AT_ONCE_MAX);
      for (const { blobKey } of expired) {
        if (blobKey !== "") await discardBlob(this.#deps, blobKey);
      }
      isFull = expired.length === EXPIRED_AT_ONCE_MAX;
    }
  }

  /** Removes bytes that no row names: of uploads that a crash ended between the two. */
  async removeLeftovers(): Promise<void> {
    const { attachments, clock, vault, log } = this.#deps;
    const before = clock.now() - LEFTOVER_AGE_MS;
    const removed = await vault.clear(before, (keys) => attachments.unknownBlobs(keys));
    if (removed > 0) log.info("leftovers of uploads removed", { count: removed });
  }

  async #scan(scanner: Scanner, file: StoredFile): Promise<ScanVerdict> {
    using scan = scanner.begin();
    try {
      for await (const bytes of this.#deps.vault.open(file, 0, file.size)) await scan.write(bytes);
    } catch (error) {
      if (!(error instanceof FileDamaged)) throw error;
      this.#deps.log.error("a stored file is damaged", { attachment_id: file.attachmentId, error });
      return { kind: "unknown", reason: "the file is damaged" };
    }
    return await scan.end();
  }
}
