/** What a scanner says of a file; `unknown` when it gave no verdict, with the reason for operators. */
export type ScanVerdict = { kind: "clean" } | { kind: "infected" } | { kind: "unknown"; reason: string };

/** One file on its way through the scanner; never throws. Disposing gives it up. */
export interface Scan extends Disposable {
  /** Resolves when the scanner has taken the bytes, or has failed, which `end` tells. */
  write(bytes: Uint8Array): Promise<void>;
  /** The verdict on all that was written. */
  end(): Promise<ScanVerdict>;
}

/** A virus scanner. */
export interface Scanner {
  begin(): Scan;
}
