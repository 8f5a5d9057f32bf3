import { writeFileSync } from 'node:fs';
import type { Made } from './kinds.ts';

/** Text as it stands in XML and HTML. */
export const marked = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Writes a sample that has no pages. */
export function written(file: string, bytes: string | Uint8Array): Made {
  writeFileSync(file, bytes);
  return {};
}
