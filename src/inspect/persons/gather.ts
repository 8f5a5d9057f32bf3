import type { Node } from './cluster.ts';
import { createItems } from './items.ts';
import type { Items } from './items.ts';
import { eachItem, flags, head, identityBytes, tags } from './layout.ts';

const items: Items = createItems();
const record = new Uint8Array(head.bytes + 2 * identityBytes);

/** What the records of one cluster say together. Valid until the next is gathered. */
export interface Gathered {
  /** A head, of which only `flags` counts, and the identity from `head.bytes` to `end`. */
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly named: boolean;
  /** The table of the first node that has one, 0 for none. */
  readonly table: number;
}

/** Joins the identities of nodes: the fullest name, and of everything else as much as a record keeps. */
export function gather(nodes: readonly Node[]): Gathered {
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined) {
    const { bytes, table } = only;
    return { bytes, end: bytes.length, named: ((bytes[head.flags + 1] ?? 0) & flags.named) !== 0, table };
  }
  items.clear();
  let named = false;
  let table = 0;
  let fullest: Node | undefined;
  let most = -1;
  for (const node of nodes) {
    const { bytes } = node;
    let letters = 0;
    eachItem(bytes, head.bytes, head.bytes + identityBytes, (tag, at) => {
      if (tag === tags.name) letters += (bytes[at + 5] ?? 0) & 15;
    });
    if (letters > most) {
      most = letters;
      fullest = node;
    }
    if (((bytes[head.flags + 1] ?? 0) & flags.named) !== 0) named = true;
    if (table === 0) table = node.table;
  }
  for (const node of nodes) {
    const { bytes } = node;
    eachItem(bytes, head.bytes, head.bytes + identityBytes, (tag, at) => {
      if (tag === tags.name ? node === fullest : tag !== tags.hint || most === 0) items.copy(bytes, at - 1);
    });
  }
  const end = items.copySorted(record, head.bytes);
  record.fill(0, 0, head.bytes);
  record[head.flags + 1] = named ? flags.named : 0;
  return { bytes: record, end, named, table };
}
