import { text } from './header.ts';

/** What extended headers say about the members after them. Keys of the pax format that matter to content. */
export interface Extended {
  readonly name?: string;
  readonly size?: number;
}

/** Records `LENGTH KEY=VALUE\n` of a pax header; what is not well formed ends it. */
export function readPax(data: Buffer): Extended {
  const found = new Map<string, string>();
  for (let at = 0; at < data.length; ) {
    const space = data.indexOf(0x20, at);
    const length = Number.parseInt(data.toString('latin1', at, space), 10);
    const equals = data.indexOf(0x3d, space);
    if (space < 0 || equals < 0 || !(length > equals - at) || at + length > data.length) break;
    found.set(data.toString('latin1', space + 1, equals), data.toString('utf8', equals + 1, at + length - 1));
    at += length;
  }
  const size = Number(found.get('size') ?? Number.NaN);
  const name = found.get('GNU.sparse.name') ?? found.get('path');
  return {
    ...(name === undefined ? {} : { name }),
    ...(Number.isSafeInteger(size) && size >= 0 ? { size } : {}),
  };
}

/** The long name that GNU tar stores as the content of a member of type L. */
export function readLongName(data: Buffer): Extended {
  return { name: text(data) };
}
