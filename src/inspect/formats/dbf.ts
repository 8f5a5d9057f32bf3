import { asBuffer } from '../archives/window.ts';
import type { Format, Head } from '../contract.ts';
import { headerLength, readHeader } from '../databases/dbf/header.ts';
import { extractDbf } from '../databases/dbf/reader.ts';

/** Tables of dBASE III to 7, FoxPro and their kin, which also hold what maps know of their shapes. */
export const format: Format = {
  id: 'dbf',
  mediaType: 'application/vnd.dbf',
  runs: 'sandbox',
  detect,
  extract: extractDbf,
};

/** There is no signature: the header must agree with itself, or at least begin like one under the right name. */
function detect({ bytes, size, name }: Head): number {
  const start = asBuffer(bytes);
  const length = headerLength(start);
  if (length === 0 || (size !== undefined && length > size)) return 0;
  try {
    if (length <= start.length) {
      const { fields, recordBytes } = readHeader(start);
      const used = fields.reduce((sum, field) => sum + field.length, 1);
      return used === recordBytes && fields.every((field) => /^[\p{L}\p{N}_ .-]+$/u.test(field.name)) ? 0.93 : 0.4;
    }
  } catch {
    // It only begins like a table.
  }
  return /\.dbf$/i.test(name) ? 0.4 : 0;
}
