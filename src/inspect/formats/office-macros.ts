import { BlockWriter } from '../blocks/block-writer.ts';
import { randomAccess } from '../bytes/random-input.ts';
import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';
import { isCompoundFile, namesEntry } from '../office/compound-file.ts';
import { writeMacros } from '../office/macros.ts';

/** Streams of compound files that hold macros and a document besides. */
const documents = ['WordDocument', 'Workbook', 'Book', 'PowerPoint Document', 'EncryptedPackage'];

export const format: Format = {
  id: 'office-macros',
  mediaType: 'application/vnd.ms-office.vbaProject',
  runs: 'sandbox',
  detect,
  extract,
};

function detect({ bytes, tail }: Head): number {
  if (!isCompoundFile(bytes)) return 0;
  const holds = (name: string): boolean => (namesEntry(bytes, name) ?? namesEntry(tail, name)) !== undefined;
  return holds('_VBA_PROJECT') && !documents.some(holds) ? 0.95 : 0;
}

/** Reads the source of macros: it may hold passwords and the addresses of databases. */
async function extract(input: Input, sink: Sink, { limits }: ExtractContext): Promise<void> {
  const writer = new BlockWriter(sink);
  await writeMacros(await randomAccess(input, limits.maxHeldBytes), writer, limits.maxHeldBytes);
  await writer.end();
}
