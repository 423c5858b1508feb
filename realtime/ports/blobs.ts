/** Where blobs lie: in a folder, or in a bucket. */
export type BlobPlace = { folder: string } | BucketPlace;

/** A bucket and what it is opened with. */
export interface BucketPlace {
  bucket: string;
  accessKey: string;
  secretKey: string;
  /** URL of an S3-compatible service; Amazon's own in `region` where there is none. */
  endpoint: string | undefined;
  region: string;
}

/** What a list of blobs shows of each. */
export interface BlobEntry {
  key: string;
  /** Milliseconds since the epoch. */
  modifiedAtMs: number;
}

/**
 * Bytes by key: a folder or a bucket. Keys are `space/name`, made of `0-9a-f-`; a space belongs to one database. Methods
 * throw Unavailable when no answer can be had.
 */
export interface Blobs {
  /**
   * Stores all that `bytes` gives, or nothing when it throws; seen only once it is whole. Holds none of it any more when it
   * asks for the next. Throws StorageFull.
   */
  put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void>;
  /**
   * Bytes `from` to before `until`; undefined when there is no such blob. What it gives is good until the next is asked for;
   * returning from it early closes it.
   */
  get(key: string, from: number, until: number): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** One that is not there is no error. */
  remove(key: string): Promise<void>;
  list(space: string): AsyncIterable<BlobEntry>;
  /** Removes what puts left that will never end: of processes that are gone, or begun before `beforeMs`. Gives how many. */
  clearUnfinished(space: string, beforeMs: number): Promise<number>;
  /** Whether it can be used now. */
  ready(): Promise<boolean>;
}

/** There is no room for these bytes; nothing of them was kept. */
export class StorageFull extends Error {
  override name = "StorageFull";
}
