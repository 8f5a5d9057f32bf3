import { u16 } from './bytes.ts';
import type { Node } from './cluster.ts';
import { eachItem, flags, head, payload, tags } from './layout.ts';

export function isRuled({ bytes, start }: Node): boolean {
  return (u16(bytes, start + head.flags) & flags.ruled) !== 0;
}

/**
 * Nodes that say the same as one that somebody spoke of, each with that one: what was said of a record goes for its copies
 * in a backup too, which would else go to whomever they meet first. Of several that say the same the first has them.
 */
export function copiesOfRuled(nodes: readonly Node[]): readonly (readonly [original: number, copy: number])[] {
  const originals = new Map<string, number>();
  for (const [at, node] of nodes.entries()) {
    if (!isRuled(node)) continue;
    const saying = sayingOf(node);
    if (!originals.has(saying)) originals.set(saying, at);
  }
  if (originals.size === 0) return [];
  return nodes.flatMap((node, at) => {
    const original = isRuled(node) ? undefined : originals.get(sayingOf(node));
    return original === undefined ? [] : [[original, at] as const];
  });
}

/** What a record itself says, as a text. Of local numbers without their table: a copy lies in another one. */
function sayingOf({ bytes, start, end }: Node): string {
  let saying = '';
  eachItem(bytes, start + head.bytes, end, (tag, at) => {
    if (tag === tags.same || tag === tags.apart) return;
    const length = tag === tags.localId ? 8 : (payload[tag] ?? 0);
    saying += String.fromCharCode(tag, ...bytes.subarray(at, at + length));
  });
  return saying;
}
