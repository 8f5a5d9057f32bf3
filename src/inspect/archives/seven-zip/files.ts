import { type HeaderBytes } from './bytes.ts';
import { property } from './streams.ts';

export interface SevenZipFile {
  readonly name: string;
  /** `empty` has no bytes; a `folder` is none that anything could be read of. */
  readonly kind: 'data' | 'empty' | 'folder';
  /** `2019-03-04` */
  readonly changed: string | undefined;
}

/** 100 ns between 1601 and 1970. */
const epoch = 116_444_736_000_000_000n;

/** Reads what follows the id of FilesInfo. */
export function readFiles(header: HeaderBytes): SevenZipFile[] {
  const count = header.count(8);
  let names: string[] = [];
  let hollow: boolean[] = [];
  let empty: boolean[] = [];
  let changed: (string | undefined)[] = [];
  for (let id = header.number(); id !== property.end; id = header.number()) {
    const field = header.field();
    if (id === property.names) names = readNames(field);
    else if (id === property.emptyStream) hollow = field.bits(count);
    else if (id === property.emptyFile) empty = field.bits(hollow.filter(Boolean).length);
    else if (id === property.changed) changed = readTimes(field, count);
  }
  let hollowAt = 0;
  return Array.from({ length: count }, (_, at) => {
    const rest = { name: names[at] ?? '', changed: changed[at] };
    if (hollow[at] !== true) return { ...rest, kind: 'data' };
    hollowAt += 1;
    return { ...rest, kind: empty[hollowAt - 1] === true ? 'empty' : 'folder' };
  });
}

function readNames(field: HeaderBytes): string[] {
  if (field.byte() !== 0) return [];
  return field.take(field.left).toString('utf16le').split('\0');
}

function readTimes(field: HeaderBytes, count: number): (string | undefined)[] {
  const stated = field.optionalBits(count);
  if (field.byte() !== 0) return [];
  return stated.map((has) => (has ? dayOf(field.take(8).readBigUInt64LE(0)) : undefined));
}

function dayOf(ticks: bigint): string | undefined {
  const date = new Date(Number((ticks - epoch) / 10_000n));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().slice(0, 10);
}
