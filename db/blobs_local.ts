import { statfs } from "node:fs/promises";
import { type BlobEntry, type Blobs, StorageFull } from "../realtime/ports/blobs.ts";

/** Files whose writing has not ended; the others stand in a folder for each space. */
const UNFINISHED = "unfinished";
const DIR_MODE = 0o700;
const FILE_MODE = 0o600;
const NAME = /^[0-9a-f-]{1,64}$/;
const READ_BYTES = 64 * 1024;
/** How often free room is looked at while writing. */
const ROOM_CHECK_BYTES = 16 * 1024 * 1024;
/** Free room that uploads leave to everything else on the same disk, the database for one. */
const RESERVE_BYTES = 256 * 1024 * 1024;
const RESERVE_SHARE = 0.05;
/** What an operating system says when a disk, a quota or a limit of file sizes is full. */
const FULL = ["ENOSPC", "EDQUOT", "EFBIG"];

export interface LocalBlobOptions {
  /** Bytes that must stay free; by default 256 MiB, on small disks a twentieth. */
  reserveBytes?: number;
}

/**
 * Blobs as files of one folder. A file gets its name only once it is whole and on the disk; what a crash leaves is known by its
 * lock, which ended with its process.
 */
export class LocalBlobs implements Blobs {
  readonly #folder: string;
  readonly #reserveBytes: number | undefined;

  private constructor(folder: string, { reserveBytes }: LocalBlobOptions) {
    this.#folder = folder;
    this.#reserveBytes = reserveBytes;
  }

  /** Makes the folder where it is missing, for its owner alone, and removes what a crash left. */
  static async open(folder: string, options: LocalBlobOptions = {}): Promise<LocalBlobs> {
    const blobs = new LocalBlobs(folder, options);
    await Deno.mkdir(folder, { recursive: true, mode: DIR_MODE });
    await Deno.mkdir(`${folder}/${UNFINISHED}`, { recursive: true, mode: DIR_MODE });
    await blobs.clearUnfinished();
    return blobs;
  }

  async put(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const { file, path } = await this.#begin();
    try {
      await this.#write(file, bytes);
      await file.sync();
      const target = this.#path(key);
      await Deno.mkdir(folderOf(target), { recursive: true, mode: DIR_MODE });
      await Deno.rename(path, target);
      await syncFolder(folderOf(target));
    } catch (error) {
      await Deno.remove(path).catch(ignoreMissing);
      throw isFull(error) ? new StorageFull("there is no room left for files", { cause: error }) : error;
    } finally {
      file.close();
    }
  }

  async get(key: string, from: number, until: number): Promise<AsyncIterable<Uint8Array> | undefined> {
    try {
      const file = await Deno.open(this.#path(key), { read: true });
      return readRange(file, from, until);
    } catch (error) {
      return ignoreMissing(error);
    }
  }

  async remove(key: string): Promise<void> {
    await Deno.remove(this.#path(key)).catch(ignoreMissing);
  }

  async *list(space: string): AsyncGenerator<BlobEntry> {
    for await (const name of names(`${this.#folder}/${checked(space)}`)) {
      if (!NAME.test(name)) continue;
      const key = `${space}/${name}`;
      const stat = await Deno.stat(this.#path(key)).catch(ignoreMissing);
      if (stat) yield { key, modifiedAtMs: stat.mtime?.getTime() ?? 0 };
    }
  }

  async clearUnfinished(): Promise<number> {
    let removed = 0;
    for await (const name of names(`${this.#folder}/${UNFINISHED}`)) {
      if (await removeUnlocked(`${this.#folder}/${UNFINISHED}/${name}`)) removed++;
    }
    return removed;
  }

  async ready(): Promise<boolean> {
    try {
      return (await Deno.stat(`${this.#folder}/${UNFINISHED}`)).isDirectory;
    } catch {
      return false;
    }
  }

  /** A locked file of a fresh name. Between making and locking another process may take it for a leftover: then another one. */
  async #begin(): Promise<{ file: Deno.FsFile; path: string }> {
    await this.#checkRoom();
    while (true) {
      const path = `${this.#folder}/${UNFINISHED}/${crypto.randomUUID()}`;
      const file = await Deno.open(path, { write: true, createNew: true, mode: FILE_MODE });
      const isLocked = await file.tryLock(true);
      if (isLocked && await Deno.stat(path).catch(ignoreMissing)) return { file, path };
      file.close();
    }
  }

  async #write(file: Deno.FsFile, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    let unchecked = 0;
    for await (const part of bytes) {
      for (let at = 0; at < part.length;) at += await file.write(part.subarray(at));
      unchecked += part.length;
      if (unchecked < ROOM_CHECK_BYTES) continue;
      await this.#checkRoom();
      unchecked = 0;
    }
  }

  async #checkRoom(): Promise<void> {
    const { bavail, blocks, bsize } = await statfs(this.#folder);
    const reserve = this.#reserveBytes ?? Math.min(RESERVE_BYTES, blocks * bsize * RESERVE_SHARE);
    if (bavail * bsize < reserve) throw new StorageFull("too little room is left beside the files");
  }

  #path(key: string): string {
    return `${this.#folder}/${checked(key)}`;
  }
}

async function* readRange(file: Deno.FsFile, from: number, until: number): AsyncGenerator<Uint8Array> {
  try {
    await file.seek(from, Deno.SeekMode.Start);
    const bytes = new Uint8Array(Math.min(READ_BYTES, until - from));
    for (let left = until - from; left > 0;) {
      const count = await file.read(bytes.subarray(0, Math.min(bytes.length, left)));
      if (count === null) return;
      left -= count;
      yield bytes.subarray(0, count);
    }
  } finally {
    file.close();
  }
}

async function removeUnlocked(path: string): Promise<boolean> {
  try {
    using file = await Deno.open(path, { read: true, write: true });
    if (!await file.tryLock(true)) return false;
    await Deno.remove(path);
    return true;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

async function* names(folder: string): AsyncGenerator<string> {
  try {
    for await (const { name } of Deno.readDir(folder)) yield name;
  } catch (error) {
    ignoreMissing(error);
  }
}

/** A name on the disk is itself kept only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  using file = await Deno.open(folder, { read: true });
  await file.sync();
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function checked(key: string): string {
  if (!key.split("/").every((part) => NAME.test(part))) {
    throw new TypeError("Cannot use a blob key that is not one");
  }
  return key;
}

function isFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && FULL.includes(String(error.code));
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
