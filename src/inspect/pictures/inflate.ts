import { inflateSync } from 'node:zlib';
import type { Report } from './report.ts';

/** Text that comes out of one compressed chunk: a bomb gives no more. */
const most = 1 << 22;

/** Unpacks text; undefined, and told, where it is damaged or more than text would be. */
export function inflate(packed: Uint8Array, report: Report): Buffer | undefined {
  try {
    return inflateSync(packed, { maxOutputLength: most });
  } catch (error) {
    const isBomb = error instanceof RangeError || (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    report.partial(isBomb ? 'limit-ratio' : 'damaged');
    return undefined;
  }
}
