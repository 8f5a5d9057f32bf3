import { storageFile } from './storage-file.ts';

/** A value of a property: text is UTF-16, a number is of four bytes, a date a moment. */
type MadeValue = string | number | Date | Uint8Array;

export interface MadeMessage {
  /** By number of the property. */
  readonly properties: Readonly<Record<number, MadeValue>>;
  /** By number in the set, or by words. */
  readonly named?: readonly (readonly [name: number | string, value: MadeValue])[];
  readonly recipients?: readonly Readonly<Record<number, MadeValue>>[];
  readonly attachments?: readonly {
    readonly properties: Readonly<Record<number, MadeValue>>;
    readonly inside?: MadeMessage;
  }[];
}

/** A message of Outlook ([MS-OXMSG]). */
export function outlookMessage(message: MadeMessage): Uint8Array {
  const names: (number | string)[] = [];
  const streams = storage(message, '', names);
  const words: Buffer[] = [];
  const entries = names.map((name, index) => {
    const entry = Buffer.alloc(8);
    entry.writeUInt32LE(typeof name === 'number' ? name : words.reduce((sum, { length }) => sum + length, 0));
    // The fourth set is the first that is listed.
    entry.writeUInt16LE((3 << 1) | (typeof name === 'string' ? 1 : 0), 4);
    entry.writeUInt16LE(index, 6);
    if (typeof name === 'string') {
      const text = Buffer.from(name, 'utf16le');
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      words.push(length, text, Buffer.alloc((4 - (text.length % 4)) % 4));
    }
    return entry;
  });
  return storageFile([
    ...streams,
    ['__nameid_version1.0/__substg1.0_00020102', Buffer.from('0420060000000000c000000000000046', 'hex')],
    ['__nameid_version1.0/__substg1.0_00030102', Buffer.concat(entries)],
    ['__nameid_version1.0/__substg1.0_00040102', Buffer.concat(words)],
  ]);
}

type Stream = readonly [string, Uint8Array];

function storage(message: MadeMessage, folder: string, names: (number | string)[]): Stream[] {
  const { recipients = [], attachments = [], named = [] } = message;
  const all = { ...message.properties };
  for (const [name, value] of named) {
    if (!names.includes(name)) names.push(name);
    all[0x8000 + names.indexOf(name)] = value;
  }
  const number = (index: number): string => index.toString(16).toUpperCase().padStart(8, '0');
  return [
    ...properties(all, folder, folder === '' ? 32 : 24),
    ...recipients.flatMap((one, at) => properties(one, `${folder}__recip_version1.0_#${number(at)}/`, 8)),
    ...attachments.flatMap(({ properties: own, inside }, at): Stream[] => {
      const place = `${folder}__attach_version1.0_#${number(at)}/`;
      const object = inside === undefined ? [] : storage(inside, `${place}__substg1.0_3701000D/`, names);
      return [...properties(own, place, 8, inside !== undefined), ...object];
    }),
  ];
}

function properties(
  values: Readonly<Record<number, MadeValue>>,
  folder: string,
  header: number,
  holds = false,
): Stream[] {
  const listed: Buffer[] = [Buffer.alloc(header)];
  const streams: Stream[] = [];
  const list = (id: number, type: number, value: (entry: Buffer) => void): void => {
    const entry = Buffer.alloc(16);
    entry.writeUInt16LE(type, 0);
    entry.writeUInt16LE(id, 2);
    entry.writeUInt32LE(6, 4);
    value(entry);
    listed.push(entry);
  };
  for (const [key, value] of Object.entries(values)) {
    const id = Number(key);
    const name = (type: number): string =>
      `${folder}__substg1.0_${(id * 0x10000 + type).toString(16).toUpperCase().padStart(8, '0')}`;
    if (typeof value === 'number') list(id, 3, (entry) => entry.writeInt32LE(value, 8));
    else if (value instanceof Date) {
      const ticks = BigInt(value.getTime() + 11_644_473_600_000) * 10_000n;
      list(id, 0x40, (entry) => entry.writeBigUInt64LE(ticks, 8));
    } else {
      const isText = typeof value === 'string';
      const bytes = isText ? Buffer.from(value, 'utf16le') : value;
      const type = isText ? 0x1f : 0x102;
      list(id, type, (entry) => entry.writeUInt32LE(bytes.length + (isText ? 2 : 0), 8));
      streams.push([name(type), bytes]);
    }
  }
  if (holds) list(0x3701, 0x0d, (entry) => entry.writeUInt32LE(0xffffffff, 8));
  return [[`${folder}__properties_version1.0`, Buffer.concat(listed)], ...streams];
}
