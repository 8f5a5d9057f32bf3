import { absorb, bornApart, contradict, profileOf } from './conflict.ts';
import type { Profile } from './conflict.ts';
import { readIdentity } from './identity.ts';
import type { Identity } from './identity.ts';
import { evidence, joinKeys } from './keys.ts';
import type { Evidence } from './keys.ts';
import { head, identityBytes } from './layout.ts';
import { compareNames, nearInGiven } from './names.ts';

/** Records of a component that say exactly the same, as one. */
export interface Node {
  /** A head (of any of the records) and the identity, `identityBytes` long. */
  readonly bytes: Uint8Array;
  readonly bare: boolean;
  readonly table: number;
}

interface Member {
  readonly node: Node;
  readonly identity: Identity;
}

/** A key that so many different persons share tells nothing more: those after them are compared with these alone. */
const maxSharing = 64;

/**
 * Puts the nodes of one component together: link by link, strongest evidence first, never across a contradiction
 * within what either side has become. Returns for each node the index of the first node of its cluster.
 *
 * Nodes come sorted by identity, and that alone sets the order of work: the result does not depend on the order in
 * which the files were read. Time is nodes times clusters that share a key.
 */
export function cluster(nodes: readonly Node[]): Int32Array {
  const root = Int32Array.from(nodes.keys());
  if (nodes.length === 1) return root;
  const members: Member[] = nodes.map((node) => ({
    node,
    identity: readIdentity(node.bytes, head.bytes, node.bytes.length),
  }));
  const profiles: Profile[] = members.map(({ identity }) => profileOf(identity));
  const find = (at: number): number => {
    let top = at;
    while ((root[top] ?? top) !== top) top = root[top] ?? top;
    for (let next = at; next !== top; ) {
      const after = root[next] ?? top;
      root[next] = top;
      next = after;
    }
    return top;
  };

  for (const { weight, sharing } of sharedKeys(nodes)) {
    // One node of each cluster that is already seen under this key.
    const seen: number[] = [];
    for (const at of sharing) {
      let joined = false;
      for (const other of seen) {
        const a = find(other);
        const b = find(at);
        if (a === b) {
          joined = true;
          continue;
        }
        const [first, second] = [members[other], members[at]];
        const [one, two] = [profiles[a], profiles[b]];
        if (first === undefined || second === undefined || one === undefined || two === undefined) continue;
        if (!mayJoin(first, second, one, two, weight)) continue;
        const [top, below] = a < b ? [a, b] : [b, a];
        absorb(a < b ? one : two, a < b ? two : one);
        root[below] = top;
        joined = true;
      }
      if (!joined && seen.length < maxSharing) seen.push(at);
    }
  }
  return Int32Array.from(nodes.keys(), find);
}

/** Keys that two nodes or more have, strongest evidence first. */
function sharedKeys(nodes: readonly Node[]): { readonly weight: Evidence; readonly sharing: readonly number[] }[] {
  const byKey = new Map<number, { weight: Evidence; sharing: number[] }>();
  for (const [at, { bytes }] of nodes.entries()) {
    const { high, low, weight, count } = joinKeys(bytes, 0, head.bytes, head.bytes + identityBytes);
    for (let next = 0; next < count; next += 1) {
      // 53 bits are plenty among the few keys of one component.
      const key = ((high[next] ?? 0) & 0x1fffff) * 2 ** 32 + (low[next] ?? 0);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, { weight: (weight[next] ?? 0) as Evidence, sharing: [at] });
      else if (known.sharing.at(-1) !== at) known.sharing.push(at);
    }
  }
  const shared = [...byKey.values()].filter(({ sharing }) => sharing.length > 1);
  return shared.sort((a, b) => b.weight - a.weight || order(a.sharing, b.sharing));
}

function order(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/**
 * Two ways to reach a person or more that both records state, and not one in common. Namesakes with one birth date are
 * rare in a list of thousands and certain in a list of millions: under two customer numbers they are two persons.
 */
function nothingInCommon(a: Identity, b: Identity): boolean {
  const ways: (keyof Identity & ('emails' | 'phones' | 'homes' | 'payments'))[] = [
    'emails',
    'phones',
    'homes',
    'payments',
  ];
  const stated = ways.filter((way) => a[way].length > 0 && b[way].length > 0);
  return stated.length >= 2 && stated.every((way) => !a[way].some((value) => b[way].includes(value)));
}

function mayJoin(first: Member, second: Member, one: Profile, two: Profile, weight: Evidence): boolean {
  const relation = compareNames(first.identity.parts, second.identity.parts);
  if (weight === evidence.officialId) {
    // A checked number is stronger than a birth date or a local number, unless the name speaks against it as well.
    return relation !== 'different' || !bornApart(one, two);
  }
  // Two customer numbers keep namesakes apart, but not what has the mailbox or the birth date in common as well.
  const renumbered =
    relation === 'same' &&
    (weight === evidence.email || (weight === evidence.birth && !nothingInCommon(first.identity, second.identity)));
  if (relation === 'different' || contradict(one, two, renumbered)) return false;
  switch (weight) {
    case evidence.email:
      return true;
    case evidence.birth:
      if (relation !== 'near') return relation !== 'half';
      // Two given names one letter apart in one table are twins more often than a typing error.
      return !(
        first.node.table !== 0 &&
        first.node.table === second.node.table &&
        nearInGiven(first.identity.parts, second.identity.parts)
      );
    case evidence.inFile:
      return (first.node.bare || second.node.bare) && (relation === 'same' || relation === 'initial');
    case evidence.contact:
      if (relation === 'near') return !nearInGiven(first.identity.parts, second.identity.parts);
      return relation === 'same' || relation === 'initial';
    default:
      return relation === 'same' || relation === 'initial' || relation === 'loose';
  }
}
