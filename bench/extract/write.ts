import { writeFileSync } from 'node:fs';
import type { Made } from './kinds.ts';

/** Writes a sample that has no pages. */
export function written(file: string, bytes: string | Uint8Array): Made {
  writeFileSync(file, bytes);
  return {};
}
