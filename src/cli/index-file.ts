import { open, rename, rm } from 'node:fs/promises';
import type { IndexOutput } from '#inspect';
import { CofferdamError } from '#platform/errors';

/** An index on its way to disk: under another name until it is whole, so that what broke off is never taken for one. */
export interface IndexFile extends IndexOutput {
  /** Gives it its name. */
  keep(): Promise<void>;
  /** Removes what was not kept. */
  drop(): Promise<void>;
}

/** Opens it readable by its owner alone. Fails with `output-failed` or `disk-full`. */
export async function indexFile(path: string): Promise<IndexFile> {
  const refuse = (error: unknown): never => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new CofferdamError(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'output-failed', path, error);
  };
  const part = `${path}.part`;
  await rm(part, { force: true }).catch(refuse);
  const file = await open(part, 'wx', 0o600).catch(refuse);
  let size = 0;
  let isOpen = true;
  const write = async (bytes: Uint8Array, position: number): Promise<void> => {
    try {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
        done += bytesWritten;
      }
    } catch (error) {
      refuse(error);
    }
  };
  const close = async (): Promise<void> => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    async append(bytes) {
      await write(bytes, size);
      size += bytes.length;
    },
    begin: (bytes) => write(bytes, 0),
    async keep() {
      try {
        await file.sync();
        await close();
        await rename(part, path);
      } catch (error) {
        refuse(error);
      }
    },
    async drop() {
      await close();
      await rm(part, { force: true });
    },
  };
}
