import { CofferdamError, type Code, fail } from '#platform/errors';
import { hold, randomAccess } from '../../bytes/random-input.ts';
import type { ExtractContext, Input, Sink } from '../../contract.ts';
import { writeMessage } from '../../outlook/message.ts';
import { isStoredMessage, readStoredMessage } from '../../outlook/storage.ts';
import { type CompoundEntry, CompoundFile } from '../compound-file.ts';
import { writeMacros } from '../macros.ts';
import { extractEncrypted } from '../protection.ts';
import { packagedFile } from './ole-object.ts';
import { readPropertySets } from './property-sets.ts';
import { LegacyReading } from './reading.ts';
import { readPresentationStream } from './slides/presentation.ts';
import { readWordStream } from './word/document.ts';
import { readWorkbookStream } from './workbook.ts';

const workbooks = new Set(['workbook', 'book']);
const documents = new Set([...workbooks, 'worddocument', 'powerpoint document']);
/** Streams of objects that hold a file as it was. */
const packages = /^(\x01ole10native|package|contents)$/i;
/** Streams that a document consists of besides the one it is known by: tables, pictures. */
const ofWord = new Set(['0table', '1table', 'data']);
const ofPowerPoint = new Set(['current user', 'pictures']);
/** Streams that say nothing of their own: links of objects, what programs remember. */
const passed =
  /^(\x01(compobj|ole|olelink)|\x03.*|\x05.*summaryinformation|_vba_project.*|dir|project(wm|lk)?|__srp_.*|vbframe|\x06datas?pace.*|revision log|user names|ctls|list|.*_vba_.*)$/i;
const propertiesLimit = 1 << 24;
const ofOnePart: ReadonlySet<Code> = new Set(['damaged', 'feature-unsupported', 'limit-memory']);

/**
 * Reads a compound file that is known by what is in it: a package that is encrypted, a message of
 * Outlook, or a document, workbook or presentation of before 2007 with what is embedded. Throws `format-unsupported` for other compound files.
 */
export async function extractCompound(input: Input, sink: Sink, context: ExtractContext): Promise<void> {
  const random = await randomAccess(input, context.limits.maxHeldBytes);
  const file = await CompoundFile.open(random);
  if (file.entry('EncryptedPackage') !== undefined) return extractEncrypted(file, sink, context);
  if (isStoredMessage(file)) return writeMessage(await readStoredMessage(file), sink, context);
  const found = file.entries.filter(({ name, stream }) => stream && documents.has(name.toLowerCase()));
  if (found.length === 0 && !file.entries.some(({ name, stream }) => stream && packages.test(name))) {
    fail('format-unsupported', 'compound file');
  }
  const reading = new LegacyReading(sink, context);
  for (const entry of inOrder(found)) {
    reading.outer = isInside(entry) ? { part: 'embedded object' } : {};
    const read = readerOf(entry);
    // What is wrong with an object inside leaves the document around it readable.
    if (isInside(entry)) await unlessBroken(sink, () => read(reading, file, entry));
    else await read(reading, file, entry);
    await reading.writer.end();
  }
  if (file.entry('_VBA_PROJECT') !== undefined) {
    await unlessBroken(sink, () => writeMacros(random, reading.writer, context.limits.maxHeldBytes));
  }
  for (const entry of file.entries) await readBeside(reading, file, entry);
  await reading.writer.end();
}

function readerOf({ name }: CompoundEntry): typeof readWordStream {
  if (workbooks.has(name.toLowerCase())) return readWorkbookStream;
  return name.toLowerCase() === 'worddocument' ? readWordStream : readPresentationStream;
}

const isInside = ({ folder }: CompoundEntry): boolean => folder !== undefined && folder !== '';

/** The document itself first. Excel 5 and 97 in one file (`Book`, `Workbook`) say the same: the newer one is read. */
function inOrder(found: readonly CompoundEntry[]): CompoundEntry[] {
  const newer = new Set(found.filter(({ name }) => name.toLowerCase() === 'workbook').map(({ folder }) => folder));
  const kept = found.filter(({ name, folder }) => name.toLowerCase() !== 'book' || !newer.has(folder));
  return kept.sort((one, other) => Number(isInside(one)) - Number(isInside(other)));
}

/** Properties, packed files, and streams of no known kind. */
async function readBeside(reading: LegacyReading, file: CompoundFile, entry: CompoundEntry): Promise<void> {
  const { sink, writer, context } = reading;
  const name = entry.name.toLowerCase();
  if (!entry.stream || entry.size === 0 || documents.has(name)) return;
  if (ofWord.has(name) && file.inside(entry.folder, 'WordDocument') !== undefined) return;
  if (ofPowerPoint.has(name) && file.inside(entry.folder, 'PowerPoint Document') !== undefined) return;
  await unlessBroken(sink, async () => {
    if (/^\x05(document)?summaryinformation$/i.test(entry.name)) {
      const bytes = Buffer.from(await hold(file.read(entry), propertiesLimit));
      for (const { label, text } of readPropertySets(bytes)) reading.say('properties', label, text);
      await writer.end();
    } else if (entry.name.toLowerCase() === '\x01ole10native') {
      const bytes = Buffer.from(await hold(file.read(entry), context.limits.maxHeldBytes / 4)).subarray(4);
      const packed = packagedFile(bytes);
      await sink.member(packed?.name ?? pathOf(entry), packed?.bytes ?? bytes);
    } else if (!passed.test(entry.name) && !/(^|\/)(_VBA_PROJECT_CUR|VBA|Macros)(\/|$)/i.test(entry.folder ?? '')) {
      await sink.member(pathOf(entry), file.read(entry), entry.size);
    }
  });
}

/** Names of entries may begin with a control character. */
function pathOf({ folder = '', name }: CompoundEntry): string {
  const path = folder === '' ? name : `${folder}/${name}`;
  return path.replace(/[\x00-\x1f]/g, '');
}

async function unlessBroken(sink: Sink, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CofferdamError) || !ofOnePart.has(error.code)) throw error;
    sink.partial(error.code);
  }
}
