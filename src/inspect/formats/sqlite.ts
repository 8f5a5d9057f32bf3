import type { Format } from '../contract.ts';
import { signature } from '../databases/sqlite/pages.ts';
import { extractSqlite } from '../databases/sqlite/reader.ts';

/** Databases of SQLite 3, which phones, browsers and most programs with data of their own keep. */
export const format: Format = {
  id: 'sqlite',
  mediaType: 'application/vnd.sqlite3',
  runs: 'sandbox',
  detect: ({ bytes }) => (signature.equals(bytes.subarray(0, signature.length)) ? 0.95 : 0),
  extract: extractSqlite,
};
