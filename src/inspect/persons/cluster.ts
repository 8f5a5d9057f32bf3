import { absorb, bornApart, contradict, numberedApart, profileOf, ruledApart } from './conflict.ts';
import type { Profile } from './conflict.ts';
import { copiesOfRuled, isRuled } from './copies.ts';
import type { Why } from './doubt.ts';
import { readIdentity, readParts } from './identity.ts';
import type { Identity, Part } from './identity.ts';
import { evidence } from './keys.ts';
import type { Evidence } from './keys.ts';
import { head } from './layout.ts';
import { compareNames, type NameRelation, nearInGiven } from './names.ts';
import { sharedKeys } from './shared-keys.ts';

/** Records of a component that say exactly the same, as one: any of the records, in `bytes` from `start` to `end`. */
export interface Node {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly bare: boolean;
  readonly table: number;
}

/** A node, and what it says once somebody asks: most that share a key have different names and are asked no more. */
class Member {
  readonly node: Node;
  readonly parts: readonly Part[];
  #identity: Identity | undefined;
  #profile: Profile | undefined;

  constructor(node: Node) {
    this.node = node;
    this.parts = readParts(node.bytes, node.start + head.bytes, node.end);
  }

  get identity(): Identity {
    this.#identity ??= readIdentity(this.node.bytes, this.node.start + head.bytes, this.node.end);
    return this.#identity;
  }

  /** What the cluster says of which this is the first. */
  get profile(): Profile {
    this.#profile ??= profileOf(this.parts, this.identity);
    return this.#profile;
  }
}

/** A key that so many different persons share tells nothing more: those after them are compared with these alone. */
const maxSharing = 64;

/**
 * Puts the nodes of one component together: link by link, strongest evidence first, never across a contradiction
 * within what either side has become. Returns for each node the index of the first node of its cluster.
 *
 * The order of the nodes alone sets the order of work: where it is that of files, the result does not depend on the order
 * in which they were read. Time is nodes times clusters that share a key.
 *
 * @param doubt told of two nodes, by their place, that were put together although something speaks against it
 */
export function cluster(
  nodes: readonly Node[],
  doubt: (one: number, two: number, why: Why) => void = () => undefined,
): Int32Array {
  const root = Int32Array.from(nodes.keys());
  if (nodes.length === 1) return root;
  const members = nodes.map((node) => new Member(node));
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

  const join = (a: number, b: number): void => {
    const [one, two] = [members[a], members[b]];
    if (one === undefined || two === undefined) return;
    const [top, below] = a < b ? [a, b] : [b, a];
    if (a < b) absorb(one.profile, two.profile);
    else absorb(two.profile, one.profile);
    root[below] = top;
  };
  const ruled = nodes.some(isRuled);
  for (const [original, copy] of ruled ? copiesOfRuled(nodes) : []) join(find(original), find(copy));

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
        const [first, second, one, two] = [members[other], members[at], members[a], members[b]];
        if (first === undefined || second === undefined || one === undefined || two === undefined) continue;
        const verdict =
          ruled && weight !== evidence.ruled && ruledApart(one.profile, two.profile)
            ? undefined
            : weigh(first, second, one, two, weight);
        if (verdict === undefined) continue;
        if (verdict !== 'sure') doubt(other, at, verdict);
        join(a, b);
        joined = true;
      }
      if (!joined && seen.length < maxSharing) seen.push(at);
    }
  }
  return Int32Array.from(nodes.keys(), find);
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

/**
 * Whether two may be put together, and what speaks against it all the same; undefined where they may not.
 *
 * @param one the first member of the cluster of `first`; `two` that of `second`
 */
function weigh(first: Member, second: Member, one: Member, two: Member, weight: Evidence): 'sure' | Why | undefined {
  if (weight === evidence.ruled) return 'sure';
  const relation = compareNames(first.parts, second.parts);
  if (weight === evidence.officialId) {
    // A checked number is stronger than a birth date or a local number, unless the name speaks against it as well.
    const isOther = bornApart(one.profile, two.profile);
    if (relation !== 'different') return isOther ? 'other-birth' : 'sure';
    return isOther ? undefined : 'other-name';
  }
  if (relation === 'different') return undefined;
  // Two customer numbers keep namesakes apart, but not what has the mailbox or the birth date in common as well.
  const renumbered =
    relation === 'same' &&
    (weight === evidence.email || (weight === evidence.birth && !nothingInCommon(first.identity, second.identity)));
  if (contradict(one.profile, two.profile, renumbered)) return undefined;
  if (!isEnough(first, second, relation, weight)) return undefined;
  if (renumbered && numberedApart(one.profile, two.profile)) return 'two-numbers';
  if (relation === 'half') return 'other-family-name';
  return relation === 'near' ? 'spelling' : 'sure';
}

/** Whether what two records share is enough for the names that they have. */
function isEnough(first: Member, second: Member, relation: NameRelation, weight: Evidence): boolean {
  switch (weight) {
    case evidence.email:
      return true;
    case evidence.birth:
      if (relation !== 'near') return relation !== 'half';
      // Two given names one letter apart in one table are twins more often than a typing error.
      return !(
        first.node.table !== 0 &&
        first.node.table === second.node.table &&
        nearInGiven(first.parts, second.parts)
      );
    case evidence.inFile:
      return (first.node.bare || second.node.bare) && (relation === 'same' || relation === 'initial');
    case evidence.contact:
      if (relation === 'near') return !nearInGiven(first.parts, second.parts);
      return relation === 'same' || relation === 'initial';
    default:
      return relation === 'same' || relation === 'initial' || relation === 'loose';
  }
}
