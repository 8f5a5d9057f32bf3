import { type FileHandle, open, rm } from 'node:fs/promises';
import { fail } from '#platform/errors';
import { size } from '../output/words.ts';
import { printable } from '../walk.ts';

/** How often progress is told. */
const tellMilliseconds = 500;

/**
 * Writes an answer of bytes as it comes into a file that nobody but its owner may read, and that was not there before;
 * it is on the disk when this resolves. Of an answer that broke off nothing stays. Fails with `usage` where something is
 * there, `output-failed`, and `answer-cut`; what asks is called once the file is there, so that nothing is recorded as handed
 * out for nothing.
 *
 * @param ask gives the answer
 * @returns how many bytes there are
 */
export async function saveAnswer(path: string, ask: () => Promise<Response>): Promise<number> {
  const file = await begin(path);
  try {
    const bytes = await pour(await ask(), file, path);
    await file.sync().catch((error: unknown) => fail('output-failed', printable(path), error));
    return bytes;
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

async function begin(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (isThere) fail('usage', `${printable(path)} is there already; nothing is written over`, error);
    return fail('output-failed', printable(path), error);
  }
}

async function pour(response: Response, file: FileHandle, path: string): Promise<number> {
  let bytes = 0;
  let told = 0;
  const isShown = process.stderr.isTTY;
  const chunks = response.body?.getReader();
  for (;;) {
    const next = await chunks?.read().catch((error: unknown) => fail('answer-cut', printable(path), error));
    if (next === undefined || next.done) break;
    const chunk = next.value;
    for (let at = 0; at < chunk.byteLength; ) {
      const { bytesWritten } = await file
        .write(chunk, at)
        .catch((error: unknown) => fail('output-failed', printable(path), error));
      at += bytesWritten;
    }
    bytes += chunk.byteLength;
    if (isShown && performance.now() - told > tellMilliseconds) {
      told = performance.now();
      process.stderr.write(`\r${size(bytes)}   `);
    }
  }
  if (isShown && told > 0) process.stderr.write('\r            \r');
  return bytes;
}
