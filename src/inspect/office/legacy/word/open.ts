import { fail } from '#platform/errors';
import { type RandomInput, exactly, hold, range } from '../../../bytes/random-input.ts';
import type { ExtractContext } from '../../../contract.ts';
import type { CompoundEntry, CompoundFile } from '../../compound-file.ts';
import { blockBytes, Rc4Stream, rc4Keys } from '../rc4.ts';
import { clearBytes, type Place, readHeader, type WordHeader } from './header.ts';

const maxKeyBytes = 4096;

/** The streams of a document, in clear. */
export interface WordStreams {
  readonly header: WordHeader;
  readonly text: RandomInput;
  readonly data: RandomInput | undefined;
  /** What lies at a place of the table stream. Throws `damaged`, `limit-memory`. */
  table(place: Place): Promise<Buffer>;
}

/** Opens a document, with a password where it needs one. Throws `wrong-password`, `protection-unsupported`, `damaged`. */
export async function openWord(
  file: CompoundFile,
  entry: CompoundEntry,
  { passwords, limits }: ExtractContext,
): Promise<WordStreams> {
  const { folder } = entry;
  const stream = file.random(entry);
  const header = await readHeader(stream);
  if (header.obfuscated) fail('protection-unsupported', 'obfuscated document');
  const tables = header.old ? entry : file.inside(folder, header.table);
  if (tables === undefined) fail('damaged', 'table stream');
  const table = header.old ? stream : file.random(tables);
  const beside = file.inside(folder, 'Data');
  const data = beside === undefined ? undefined : file.random(beside);
  const clear = header.encrypted ? await cipherOf(table, header.keyBytes, passwords) : (input: RandomInput) => input;
  const tableInClear = clear(table);
  return {
    header: header.encrypted ? await readHeader(clear(stream)) : header,
    text: clear(stream),
    data: data === undefined ? undefined : clear(data),
    table: async ({ offset, length }) => {
      if (length > limits.maxHeldBytes / 16) fail('limit-memory', 'table stream');
      if (offset + length > tableInClear.size) fail('damaged', 'table stream');
      return Buffer.from(await hold(range(tableInClear, offset, offset + length), length));
    },
  };
}

/** What decrypts a stream ([MS-DOC] 2.2.6.2, 2.2.6.3). The keys of each stream begin anew at its first byte. */
async function cipherOf(
  table: RandomInput,
  keyBytes: number,
  passwords: readonly string[],
): Promise<(input: RandomInput) => RandomInput> {
  if (keyBytes > maxKeyBytes) fail('damaged', 'encryption');
  const view = await exactly(table, 0, keyBytes);
  const keys = rc4Keys(Buffer.from(view.buffer, view.byteOffset, keyBytes), passwords);
  if (keys === undefined) fail('wrong-password');
  return (input) => {
    const cipher = new Rc4Stream(keys, blockBytes.document);
    const read = async (offset: number, length: number): Promise<Uint8Array> => {
      const bytes = Buffer.from(await input.read(offset, length));
      const inClear = cipher.decrypt(bytes, offset);
      if (input !== table && offset < clearBytes)
        bytes.copy(inClear, 0, 0, Math.min(bytes.length, clearBytes - offset));
      return inClear;
    };
    const self: RandomInput = { size: input.size, read, stream: () => range(self, 0, input.size) };
    return self;
  };
}
