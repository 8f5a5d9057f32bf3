import type { Node } from './cluster.ts';
import { createItems } from './items.ts';
import type { Items } from './items.ts';
import { eachItem, flags, head, identityBytes, tags } from './layout.ts';

const items: Items = createItems();
const joined = new Uint8Array(2 * identityBytes);

/** What the records of one cluster say together. Valid until the next is gathered. */
export interface Gathered {
  /** The identity is from `from` to `end`. */
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly end: number;
  readonly named: boolean;
  /** The table of the first node that has one, 0 for none. */
  readonly table: number;
}

/** Joins the identities of nodes: the fullest name, and of everything else as much as a record keeps. */
export function gather(nodes: readonly Node[]): Gathered {
  const [only] = nodes;
  if (nodes.length === 1 && only !== undefined) {
    const { bytes, start, end, table } = only;
    return { bytes, from: start + head.bytes, end, named: isNamed(only), table };
  }
  items.clear();
  let named = false;
  let table = 0;
  let fullest: Node | undefined;
  let most = -1;
  for (const node of nodes) {
    const { bytes } = node;
    let letters = 0;
    eachItem(bytes, node.start + head.bytes, node.end, (tag, at) => {
      if (tag === tags.name) letters += (bytes[at + 5] ?? 0) & 15;
    });
    if (letters > most) {
      most = letters;
      fullest = node;
    }
    if (isNamed(node)) named = true;
    if (table === 0) table = node.table;
  }
  for (const node of nodes) {
    const { bytes, start, end } = node;
    eachItem(bytes, start + head.bytes, end, (tag, at) => {
      if (tag === tags.name ? node === fullest : tag !== tags.hint || most === 0) items.copy(bytes, at - 1);
    });
  }
  return { bytes: joined, from: 0, end: items.copySorted(joined, 0), named, table };
}

function isNamed({ bytes, start }: Node): boolean {
  return ((bytes[start + head.flags + 1] ?? 0) & flags.named) !== 0;
}
