import { BlockWriter } from '../blocks/block-writer.ts';
import { randomAccess } from '../bytes/random-input.ts';
import type { ExtractContext, Format, Head, Input, Sink } from '../contract.ts';
import { isCompoundFile } from '../office/compound-file.ts';
import { readMacros } from '../office/macros.ts';

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
  const holds = (name: string): boolean => [bytes, tail].some((part) => namesEntry(Buffer.from(part), name));
  return holds('_VBA_PROJECT') && !documents.some(holds) ? 0.95 : 0;
}

/** Whether an entry of the directory has this name: entries begin at multiples of their length of 128 bytes. */
function namesEntry(bytes: Buffer, name: string): boolean {
  const wanted = Buffer.from(`${name}\0`, 'utf16le');
  for (let at = bytes.indexOf(wanted); at >= 0; at = bytes.indexOf(wanted, at + 1)) if (at % 128 === 0) return true;
  return false;
}

/** Reads the source of macros: it may hold passwords and the addresses of databases. */
async function extract(input: Input, sink: Sink, { limits }: ExtractContext): Promise<void> {
  const writer = new BlockWriter(sink);
  for await (const { name, text } of readMacros(await randomAccess(input, limits.maxHeldBytes), limits.maxHeldBytes)) {
    writer.place({ part: `macro ${name}` });
    for (const line of text.split(/\r\n|\r|\n/)) writer.line(line);
    await writer.drain();
  }
  await writer.end();
}
