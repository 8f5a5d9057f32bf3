/** A value of a property in a table of properties: text is UTF-16, a number of four bytes, a name makes it a named one. */
type WrappedValue = string | number | Uint8Array | { readonly name: string | number; readonly text: string };

interface WrappedAttachment {
  readonly title: string;
  readonly data?: Uint8Array;
  readonly properties?: Readonly<Record<number, WrappedValue>>;
  /** A message inside. */
  readonly inside?: Uint8Array;
}

interface Wrapped {
  readonly subject?: string;
  readonly body?: string;
  readonly properties?: Readonly<Record<number, WrappedValue>>;
  readonly recipients?: readonly Readonly<Record<number, WrappedValue>>[];
  readonly attachments?: readonly WrappedAttachment[];
}

/** A message as Outlook wraps it for others of its kind ([MS-OXTNEF]). */
export function outlookWrap({ subject, body, properties, recipients, attachments = [] }: Wrapped): Uint8Array {
  const parts = [Buffer.from([0x78, 0x9f, 0x3e, 0x22, 1, 0])];
  const add = (level: number, number: number, kind: number, data: Uint8Array): void => {
    const head = Buffer.alloc(9);
    head.writeUInt8(level);
    head.writeUInt16LE(number, 1);
    head.writeUInt16LE(kind, 3);
    head.writeUInt32LE(data.length, 5);
    const sum = Buffer.alloc(2);
    sum.writeUInt16LE(data.reduce((all, byte) => (all + byte) & 0xffff, 0));
    parts.push(head, Buffer.from(data), sum);
  };
  add(1, 0x9006, 8, long(0x10000));
  add(1, 0x9007, 6, Buffer.concat([long(1252), long(0)]));
  if (subject !== undefined) add(1, 0x8004, 1, Buffer.from(`${subject}\0`, 'latin1'));
  if (body !== undefined) add(1, 0x800c, 2, Buffer.from(`${body}\0`, 'latin1'));
  if (recipients !== undefined)
    add(1, 0x9004, 6, Buffer.concat([long(recipients.length), ...recipients.map((one) => table(one))]));
  if (properties !== undefined) add(1, 0x9003, 6, table(properties));
  for (const { title, data, inside, properties: own = {} } of attachments) {
    add(2, 0x9002, 6, Buffer.alloc(14));
    if (data !== undefined) add(2, 0x800f, 6, data);
    add(2, 0x8010, 1, Buffer.from(`${title}\0`, 'latin1'));
    add(2, 0x9005, 6, table(own, inside));
  }
  return Uint8Array.from(Buffer.concat(parts));
}

function table(values: Readonly<Record<number, WrappedValue>>, inside?: Uint8Array): Buffer {
  const rows = Object.entries(values).map(([key, value]) => {
    const id = Number(key);
    const tag = (type: number): Buffer => long(id * 0x10000 + type);
    if (typeof value === 'number') return Buffer.concat([tag(3), long(value)]);
    if (typeof value === 'string')
      return Buffer.concat([tag(0x1f), long(1), counted(Buffer.from(`${value}\0`, 'utf16le'))]);
    if (value instanceof Uint8Array) return Buffer.concat([tag(0x102), long(1), counted(value)]);
    const { name, text } = value;
    const named =
      typeof name === 'number' ? [long(0), long(name)] : [long(1), counted(Buffer.from(`${name}\0`, 'utf16le'))];
    const shown = counted(Buffer.from(`${text}\0`, 'utf16le'));
    return Buffer.concat([tag(0x1f), Buffer.alloc(16, 7), ...named, long(1), shown]);
  });
  if (inside !== undefined) {
    const object = counted(Buffer.concat([Buffer.from('0703020000000000c000000000000046', 'hex'), inside]));
    rows.push(Buffer.concat([long(0x3701000d), long(1), object]));
  }
  return Buffer.concat([long(rows.length), ...rows]);
}

function counted(bytes: Uint8Array): Buffer {
  return Buffer.concat([long(bytes.length), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
