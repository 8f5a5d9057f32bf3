import type { Node } from './cluster.ts';
import { joinKeys } from './keys.ts';
import type { Evidence } from './keys.ts';
import { head } from './layout.ts';

export interface SharedKey {
  readonly weight: Evidence;
  /** Nodes that have it, by their place. */
  readonly sharing: readonly number[];
}

/** The keys of the nodes at hand, used again for the next: each is a slot of a table and a list of nodes. */
class KeyTable {
  #high = new Uint32Array(0);
  #low = new Uint32Array(0);
  #weight = new Uint8Array(0);
  #node = new Int32Array(0);
  /** The next entry of the same key, and for its first entry the last one; -1 for none. */
  #next = new Int32Array(0);
  #last = new Int32Array(0);
  /** One more than the first entry of a key. */
  #slots = new Int32Array(0);
  #count = 0;

  fill(nodes: readonly Node[]): void {
    this.#count = 0;
    for (let node = 0; node < nodes.length; node += 1) {
      const { bytes, start, end } = nodes[node] as Node;
      const { high, low, weight, count } = joinKeys(bytes, start, start + head.bytes, end);
      if (this.#count + count > this.#high.length) this.#grow(this.#count + count);
      for (let key = 0; key < count; key += 1) {
        const entry = this.#count++;
        this.#high[entry] = high[key] ?? 0;
        this.#low[entry] = low[key] ?? 0;
        this.#weight[entry] = weight[key] ?? 0;
        this.#node[entry] = node;
        this.#next[entry] = -1;
        this.#last[entry] = entry;
      }
    }
  }

  #grow(atLeast: number): void {
    const length = Math.max(256, 2 * atLeast);
    const grow = <T extends Uint32Array | Uint8Array | Int32Array>(old: T, fresh: T): T => (fresh.set(old), fresh);
    this.#high = grow(this.#high, new Uint32Array(length));
    this.#low = grow(this.#low, new Uint32Array(length));
    this.#weight = grow(this.#weight, new Uint8Array(length));
    this.#node = grow(this.#node, new Int32Array(length));
    this.#next = grow(this.#next, new Int32Array(length));
    this.#last = grow(this.#last, new Int32Array(length));
  }

  /** The first entries of keys that two nodes or more have. */
  shared(): readonly number[] {
    const mask = 2 ** Math.ceil(Math.log2(2 * this.#count + 2)) - 1;
    if (this.#slots.length <= mask) this.#slots = new Int32Array(mask + 1);
    this.#slots.fill(0, 0, mask + 1);
    const shared: number[] = [];
    for (let entry = 0; entry < this.#count; entry += 1) {
      let slot = (this.#low[entry] ?? 0) & mask;
      let first = (this.#slots[slot] ?? 0) - 1;
      while (first >= 0 && (this.#low[first] !== this.#low[entry] || this.#high[first] !== this.#high[entry])) {
        slot = (slot + 1) & mask;
        first = (this.#slots[slot] ?? 0) - 1;
      }
      if (first < 0) {
        this.#slots[slot] = entry + 1;
        continue;
      }
      const last = this.#last[first] ?? first;
      if (this.#node[last] === this.#node[entry]) continue;
      if (last === first) shared.push(first);
      this.#next[last] = entry;
      this.#last[first] = entry;
    }
    return shared;
  }

  at(first: number): SharedKey {
    const sharing: number[] = [];
    for (let entry = first; entry >= 0; entry = this.#next[entry] ?? -1) sharing.push(this.#node[entry] ?? 0);
    return { weight: (this.#weight[first] ?? 0) as Evidence, sharing };
  }
}

const table = new KeyTable();

/** Keys that two nodes or more have, strongest evidence first. */
export function sharedKeys(nodes: readonly Node[]): readonly SharedKey[] {
  table.fill(nodes);
  const shared = table.shared().map((first) => table.at(first));
  return shared.length === 1 ? shared : shared.sort((a, b) => b.weight - a.weight || order(a.sharing, b.sharing));
}

function order(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
