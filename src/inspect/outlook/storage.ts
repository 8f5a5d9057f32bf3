import { fail } from '#platform/errors';
import { hold } from '../bytes/random-input.ts';
import type { CompoundEntry, CompoundFile } from '../office/compound-file.ts';
import { copyStorage } from '../office/compound-copy.ts';
import { id } from './ids.ts';
import type { Attachment, OutlookMessage } from './message.ts';
import { once, Properties, type PropertyName, type RawValue, valueType } from './properties.ts';

const propertyStream = '__properties_version1.0';
const nameStorage = '__nameid_version1.0';
const maxStream = 1 << 24;
const entryBytes = 16;
const several = 0x1000;
const method = { message: 5, object: 6 } as const;

/** Streams by the storage that they are in, and by name in lower case. */
type Folders = ReadonlyMap<string, ReadonlyMap<string, CompoundEntry>>;

export function isStoredMessage(file: CompoundFile): boolean {
  return file.entries.some(({ name, folder }) => folder === '' && name.toLowerCase() === propertyStream);
}

/** Reads a message out of a compound file ([MS-OXMSG]). Throws `damaged`. */
export async function readStoredMessage(file: CompoundFile): Promise<OutlookMessage> {
  const folders = foldersOf(file);
  const names = await readNames(file, folders.get(nameStorage.toLowerCase()) ?? new Map());
  const reader = new StorageReader(file, folders, names);
  const message = await reader.properties('', 0);
  const page = reader.page;
  const inside = (prefix: string): string[] => [...folders.keys()].filter((folder) => isBelow(folder, prefix)).sort();
  const recipients: Properties[] = [];
  for (const folder of inside('__recip_version1.0_#')) recipients.push(await reader.properties(folder, page));
  const attachments: Attachment[] = [];
  for (const folder of inside('__attach_version1.0_#')) attachments.push(await reader.attachment(folder));
  return { message, recipients, attachments };
}

const isBelow = (folder: string, prefix: string): boolean => folder.startsWith(prefix) && !folder.includes('/');

function foldersOf(file: CompoundFile): Folders {
  const folders = new Map<string, Map<string, CompoundEntry>>();
  for (const entry of file.entries) {
    if (!entry.stream || entry.folder === undefined) continue;
    const folder = entry.folder.toLowerCase();
    const streams = folders.get(folder) ?? new Map<string, CompoundEntry>();
    streams.set(entry.name.toLowerCase(), entry);
    folders.set(folder, streams);
  }
  return folders;
}

class StorageReader {
  page = 1252;
  readonly #file: CompoundFile;
  readonly #folders: Folders;
  readonly #names: ReadonlyMap<number, PropertyName>;

  constructor(file: CompoundFile, folders: Folders, names: ReadonlyMap<number, PropertyName>) {
    this.#file = file;
    this.#folders = folders;
    this.#names = names;
  }

  /** The properties in a storage: short values in one stream, the others in streams of their own. */
  async properties(folder: string, page: number): Promise<Properties> {
    const streams = this.#folders.get(folder);
    const listed = streams?.get(propertyStream);
    if (streams === undefined || listed === undefined) return fail('damaged', 'properties');
    const bytes = Buffer.from(await hold(this.#file.read(listed), maxStream));
    const values = new Map<number, RawValue>();
    for (let at = headerBytes(folder, bytes); at + entryBytes <= bytes.length; ) {
      const tag = bytes.readUInt32LE(at);
      const value = this.#value(tag, bytes.subarray(at + 8, at + entryBytes), streams);
      if (value !== undefined) values.set(tag >>> 16, value);
      at += entryBytes;
    }
    if (folder === '') this.page = await pageOf(new Properties(values, this.#names, 1252));
    return new Properties(values, this.#names, page === 0 ? this.page : page);
  }

  async attachment(folder: string): Promise<Attachment> {
    const properties = await this.properties(folder, this.page);
    const kind = await properties.number(id.attachmentMethod);
    const data = properties.values.get(id.attachmentData);
    const object = `${folder}/${streamName(id.attachmentData, valueType.object)}`;
    const isStorage = [...this.#folders.keys()].some((name) => name === object || name.startsWith(`${object}/`));
    const open: Attachment['open'] = async () => {
      if (isStorage) return { bytes: await this.#copy(object, kind === method.message), size: undefined };
      return data === undefined || data.size === 0 ? undefined : { bytes: data.open(), size: data.size };
    };
    if (!isStorage || kind === method.object) return { properties, open };
    return { properties, open, ending: '.msg' };
  }

  /** A message inside keeps its named properties in the outermost one ([MS-OXMSG] 2.2.3). */
  #copy(folder: string, isMessage: boolean): Promise<AsyncIterable<Uint8Array>> {
    return copyStorage(this.#file, folder, isMessage ? [nameStorage] : []);
  }

  #value(tag: number, inline: Buffer, streams: ReadonlyMap<string, CompoundEntry>): RawValue | undefined {
    const [number, type] = [tag >>> 16, tag & 0xffff];
    if ((type & several) === 0 && isShort(type)) return { type, size: inline.length, open: () => once(inline) };
    const name = streamName(number, type);
    const entry = streams.get(name);
    if (entry === undefined) return undefined;
    const items: RawValue[] = [];
    if ((type & several) !== 0) {
      for (let index = 0; ; index++) {
        const item = streams.get(`${name}-${index.toString(16).padStart(8, '0')}`);
        if (item === undefined) break;
        items.push(this.#stream(item, type));
      }
    }
    const value = this.#stream(entry, type);
    return items.length === 0 ? value : { ...value, items };
  }

  #stream(entry: CompoundEntry, type: number): RawValue {
    return { type, size: entry.size, open: () => this.#file.read(entry) };
  }
}

const streamName = (number: number, type: number): string =>
  `__substg1.0_${(number * 0x10000 + type).toString(16).padStart(8, '0')}`;

/** A message that was inside of another one has a shorter header. */
const headerBytes = (folder: string, { length }: Buffer): number =>
  folder !== '' ? 8 : length % entryBytes === 8 ? 24 : 32;

const isShort = (type: number): boolean =>
  [valueType.short, valueType.long, valueType.double, valueType.boolean, valueType.long64, valueType.moment].includes(
    type as 0x02,
  );

async function pageOf(message: Properties): Promise<number> {
  const page = (await message.number(id.codePage)) ?? 1252;
  return page === 1200 ? 1252 : page;
}

/** Names of the properties from 0x8000 on ([MS-OXMSG] 2.2.3). */
async function readNames(
  file: CompoundFile,
  streams: ReadonlyMap<string, CompoundEntry>,
): Promise<Map<number, PropertyName>> {
  const held = async (name: string): Promise<Buffer> => {
    const entry = streams.get(name);
    return entry === undefined ? Buffer.alloc(0) : Buffer.from(await hold(file.read(entry), maxStream));
  };
  const entries = await held('__substg1.0_00030102');
  const words = await held('__substg1.0_00040102');
  const names = new Map<number, PropertyName>();
  for (let at = 0; at + 8 <= entries.length; at += 8) {
    const value = entries.readUInt32LE(at);
    const isText = (entries.readUInt16LE(at + 4) & 1) === 1;
    const number = 0x8000 + entries.readUInt16LE(at + 6);
    if (!isText) names.set(number, value);
    else if (value + 4 <= words.length) {
      names.set(number, words.toString('utf16le', value + 4, value + 4 + words.readUInt32LE(value)));
    }
  }
  return names;
}
