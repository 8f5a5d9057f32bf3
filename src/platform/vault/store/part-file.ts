import { constants } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail } from '../../errors/index.ts';
import { giveName, refuseWrite, syncFolder } from '../durable.ts';

const batchBytes = 1024 * 1024;

/**
 * A file that grows at its end. Pieces are gathered to a megabyte, and one batch is written while the next is made.
 * After a failure every call fails the same way: nothing is written behind a gap.
 */
export class PartFile {
  readonly #path: string;
  readonly #handle: FileHandle;
  #size: number;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, handle: FileHandle, size: number) {
    this.#path = path;
    this.#handle = handle;
    this.#size = size;
  }

  /** A new file (0600). */
  static create(path: string): Promise<PartFile> {
    return PartFile.#open(path, 0, constants.O_CREAT | constants.O_EXCL);
  }

  /** Goes on behind the first `size` bytes of a file; makes it where that is 0. `suspended-broken` if it is shorter. */
  static reopen(path: string, size: number): Promise<PartFile> {
    return PartFile.#open(path, size, size === 0 ? constants.O_CREAT : 0);
  }

  static async #open(path: string, size: number, how: number): Promise<PartFile> {
    const handle = await open(path, constants.O_RDWR | constants.O_NOFOLLOW | how, 0o600).catch(
      (error: NodeJS.ErrnoException) =>
        error.code === 'ENOENT' && size > 0 ? fail('suspended-broken', path, error) : refuseWrite(error, path),
    );
    try {
      const there = (await handle.stat()).size;
      if (there < size) fail('suspended-broken', `${path}, ${there} bytes of ${size}`);
      await handle.truncate(size);
      await syncFolder(dirname(path));
    } catch (error) {
      await handle.close();
      refuseWrite(error, path);
    }
    return new PartFile(path, handle, size);
  }

  get size(): number {
    return this.#size + this.#pendingBytes;
  }

  /** Waits while two batches are on their way. */
  async append(pieces: readonly Uint8Array[]): Promise<void> {
    for (const piece of pieces) {
      this.#pending.push(piece);
      this.#pendingBytes += piece.length;
    }
    if (this.#pendingBytes >= batchBytes) await this.#send();
  }

  async sync(): Promise<void> {
    await this.#send();
    await this.#writing;
    await this.#handle.datasync().catch((error: unknown) => refuseWrite(error, this.#path));
  }

  /** Whole, on the disk and under its name; false where something has the name. The file is closed either way. */
  async moveTo(path: string): Promise<boolean> {
    await this.sync();
    await this.#handle.close();
    return giveName(this.#path, path).catch((error: unknown) => refuseWrite(error, path));
  }

  async close(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#handle.close();
  }

  async discard(): Promise<void> {
    await this.close();
    await unlink(this.#path);
  }

  async #send(): Promise<void> {
    const pieces = this.#pending;
    const bytes = this.#pendingBytes;
    this.#pending = [];
    this.#pendingBytes = 0;
    const position = this.#size;
    this.#size += bytes;
    // In line behind what was handed over before, at once: several may be here, one that syncs among them.
    const before = this.#writing;
    this.#writing = before.then(() => this.#write(pieces, position));
    // Whoever comes next is told; if nobody does, there is nobody to be told.
    this.#writing.catch(() => undefined);
    await before;
  }

  async #write(pieces: readonly Uint8Array[], position: number): Promise<void> {
    let left = pieces.filter(({ length }) => length > 0);
    let at = position;
    try {
      while (left.length > 0) {
        const { bytesWritten } = await this.#handle.writev(left, at);
        at += bytesWritten;
        left = behind(left, bytesWritten);
      }
    } catch (error) {
      refuseWrite(error, this.#path);
    }
  }
}

function behind(pieces: readonly Uint8Array[], written: number): Uint8Array[] {
  let skip = written;
  return pieces.flatMap((piece) => {
    const gone = Math.min(skip, piece.length);
    skip -= gone;
    return gone === piece.length ? [] : [piece.subarray(gone)];
  });
}
