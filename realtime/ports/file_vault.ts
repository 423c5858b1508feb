/** A file that lies encrypted in a blob store. The key opens it and nothing else. */
export interface SealedFile {
  attachmentId: string;
  blobKey: string;
  /** 32 bytes, in the clear only here. */
  fileKey: Uint8Array<ArrayBuffer>;
}

/** The same as it is written down. */
export interface StoredFile {
  attachmentId: string;
  blobKey: string;
  wrappedKey: Uint8Array;
  /** Bytes of the plain file. */
  size: number;
}

/** Files, each encrypted under a key of its own; their bytes never stand anywhere in the clear. */
export interface FileVault {
  /** Encrypts and stores what comes; keeps nothing when `plain` throws. Throws StorageFull and Unavailable. */
  seal(attachmentId: string, plain: AsyncIterable<Uint8Array>): Promise<SealedFile>;
  /**
   * Plain bytes `from` to before `until`, each chunk proven before it is given, and good until the next is asked for. Throws
   * FileDamaged, at any point.
   */
  open(file: StoredFile, from: number, until: number): AsyncIterable<Uint8Array>;
  /** Removes the bytes; those that are gone already are no error. */
  discard(blobKey: string): Promise<void>;
  /** Bytes that nobody can open any more: whole ones that `isKnown` does not know, and unfinished ones. Gives how many went. */
  clear(beforeMs: number, unknown: (blobKeys: string[]) => Promise<string[]>): Promise<number>;
}

/** Bytes of a stored file were changed, moved, cut off, or are gone. */
export class FileDamaged extends Error {
  override name = "FileDamaged";
}
