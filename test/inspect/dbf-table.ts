export interface DbfColumn {
  readonly name: string;
  readonly type: string;
  readonly length: number;
  /** Visual FoxPro: 1 hidden, 2 may be null. */
  readonly flags?: number;
}

interface DbfRecord {
  readonly values: readonly (string | Buffer)[];
  readonly deleted?: boolean;
}

interface DbfOptions {
  readonly columns: readonly DbfColumn[];
  readonly records: readonly DbfRecord[];
  readonly version?: number;
  readonly language?: number;
  /** What the header says, where that is not so. */
  readonly stated?: number;
}

/** A table of dBASE or FoxPro; texts are Latin-1, filled up with blanks. */
export function dbfTable({ columns, records, version = 3, language = 0, stated }: DbfOptions): Buffer {
  const isLevel7 = (version & 7) === 4;
  const [before, each] = isLevel7 ? [68, 48] : [32, 32];
  const behind = version >= 0x30 && version <= 0x32 ? 263 : 0;
  const header = Buffer.alloc(before + columns.length * each + 1 + behind);
  header.writeUInt8(version, 0);
  header.set([126, 3, 9], 1);
  header.writeUInt32LE(stated ?? records.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(1 + columns.reduce((sum, { length }) => sum + length, 0), 10);
  header.writeUInt8(language, 29);
  columns.forEach(({ name, type, length, flags = 0 }, index) => {
    const at = before + index * each;
    header.write(name, at, 'latin1');
    header.write(type, at + (isLevel7 ? 32 : 11), 'latin1');
    header.writeUInt8(length & 0xff, at + (isLevel7 ? 33 : 16));
    if (!isLevel7) header.writeUInt8(type === 'C' ? length >> 8 : 0, at + 17);
    if (!isLevel7) header.writeUInt8(flags, at + 18);
  });
  header.writeUInt8(0x0d, before + columns.length * each);
  const rows = records.map(({ values, deleted = false }) =>
    Buffer.concat([
      Buffer.from(deleted ? '*' : ' '),
      ...columns.map(({ length }, index) => {
        const value = values[index] ?? '';
        return typeof value === 'string' ? Buffer.from(value.padEnd(length), 'latin1') : value;
      }),
    ]),
  );
  return Buffer.concat([header, ...rows, Buffer.of(0x1a)]);
}
