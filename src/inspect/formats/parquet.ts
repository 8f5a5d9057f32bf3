import type { Format, Head } from '../contract.ts';
import { extractParquet } from '../databases/parquet/reader.ts';

/** Apache Parquet: tables by columns, as data lakes and data scientists keep them. */
export const format: Format = {
  id: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  runs: 'sandbox',
  detect,
  extract: extractParquet,
};

function detect({ bytes }: Head): number {
  const magic = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return magic === 'PAR1' || magic === 'PARE' ? 0.95 : 0;
}
