import { fail } from '#platform/errors';
import { type RandomInput, hold } from '../../../bytes/random-input.ts';
import type { CompoundEntry, CompoundFile } from '../../compound-file.ts';
import { type PptRecord, Records, record } from './records.ts';

const maxBody = 1 << 22;
const maxEdits = 10_000;
/** Entries of all directories of a file. */
const maxEntries = 1 << 20;
const none = 0;

/** An object of a presentation: a slide, the document, what is embedded. */
export interface Persisted {
  readonly id: number;
  readonly offset: number;
}

/** What was saved when: each save of the fast kind leaves what was there before in the file ([MS-PPT] 2.1.2). */
export interface Edits {
  /** Offsets of what is there now, by id. */
  readonly now: ReadonlyMap<number, number>;
  /** What an earlier save had and a later one replaced or took out. */
  readonly earlier: readonly Persisted[];
  readonly documentId: number;
  /** Of the object that tells how the others are encrypted; 0 where none are. */
  readonly encryptionId: number;
  /** Who saved last. */
  readonly author: string;
}

/** Reads the saves from the last to the first. Throws `damaged`. */
export async function readEdits(file: CompoundFile, entry: CompoundEntry, stream: RandomInput): Promise<Edits> {
  const records = new Records(stream);
  const user = await currentUser(file, entry);
  const last = user?.offset ?? (await lastEdit(records, stream.size));
  const now = new Map<number, number>();
  const earlier: Persisted[] = [];
  const seen = new Set<number>();
  let newest: Buffer | undefined;
  let entries = 0;
  for (let at = last; (at !== 0 || seen.size === 0) && !seen.has(at); ) {
    seen.add(at);
    if (seen.size > maxEdits) fail('damaged', 'saves of a presentation');
    const edit = await bodyOf(records, at, record.userEdit);
    if (edit.length < 28) fail('damaged', 'saves of a presentation');
    newest ??= edit;
    for (const { id, offset } of directory(await bodyOf(records, edit.readUInt32LE(12), record.directory))) {
      if (++entries > maxEntries) fail('damaged', 'saves of a presentation');
      const later = now.get(id);
      if (later === undefined) now.set(id, offset);
      else if (later !== offset) earlier.push({ id, offset });
    }
    at = edit.readUInt32LE(8);
  }
  if (newest === undefined) return fail('damaged', 'saves of a presentation');
  return {
    now,
    earlier,
    documentId: newest.readUInt32LE(16),
    encryptionId: newest.length >= 32 ? newest.readUInt32LE(28) : none,
    author: user?.author ?? '',
  };
}

async function bodyOf(records: Records, offset: number, type: number): Promise<Buffer> {
  const found = await records.at(offset);
  if (found.type !== type) fail('damaged', 'saves of a presentation');
  return Buffer.from(await records.body(found, maxBody));
}

/** Runs of ids with the offset of each ([MS-PPT] 2.3.5). */
function* directory(bytes: Buffer): Generator<Persisted> {
  for (let at = 0; at + 4 <= bytes.length; ) {
    const head = bytes.readUInt32LE(at);
    const count = head >>> 20;
    at += 4;
    for (let index = 0; index < count && at + 4 <= bytes.length; index++, at += 4) {
      yield { id: (head & 0xfffff) + index, offset: bytes.readUInt32LE(at) };
    }
  }
}

/** Where the last save is told, and who made it ([MS-PPT] 2.3.2). */
async function currentUser(
  file: CompoundFile,
  { folder }: CompoundEntry,
): Promise<{ readonly offset: number; readonly author: string } | undefined> {
  const entry = file.inside(folder, 'Current User');
  if (entry === undefined || entry.size < 28) return undefined;
  const bytes = Buffer.from(await hold(file.read(entry), maxBody));
  if (bytes.length < 28 || bytes.readUInt16LE(2) !== record.currentUser) return undefined;
  const length = bytes.readUInt16LE(20);
  const wide = bytes.subarray(28 + length + 4, 28 + length + 4 + length * 2).toString('utf16le');
  const author = wide === '' ? bytes.toString('latin1', 28, 28 + length) : wide;
  return { offset: bytes.readUInt32LE(16), author: author.replace(/\0.*$/s, '').trim() };
}

async function lastEdit(records: Records, size: number): Promise<number> {
  let last: number | undefined;
  for (let at = 0; at + 8 <= size; ) {
    const found: PptRecord = await records.at(at);
    if (found.type === record.userEdit) last = at;
    at = found.end;
  }
  return last ?? fail('damaged', 'saves of a presentation');
}
