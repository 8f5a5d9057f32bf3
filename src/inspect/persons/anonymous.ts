import { u16, u32 } from './bytes.ts';
import { eachItem, tags } from './layout.ts';

/**
 * What clusters without a name add to the lower bound. Each might be somebody who is counted by name, so only this is
 * sure: of one kind of number (an official identifier, or the local numbers of one table) there are as many persons as
 * numbers, and those that have no name can be no more of the named than have no number of this kind.
 */
export interface Anonymous {
  /** A cluster of the leak; `named`: the lower bound counted it by name. */
  add(bytes: Uint8Array, from: number, to: number, named: boolean): void;
  count(): number;
}

/** Kinds and tables that are kept apart; what goes beyond is left out of the lower bound. */
const maxKinds = 50_000;

export function createAnonymous(): Anonymous {
  let namedClusters = 0;
  const kinds = new Map<number, { named: number; nameless: number }>();
  /** Kinds of the cluster at hand. */
  const seen: number[] = [];
  return {
    add(bytes, from, to, named) {
      if (named) namedClusters += 1;
      seen.length = 0;
      eachItem(bytes, from, to, (tag, at) => {
        let kind = -1;
        if (tag === tags.officialId) kind = u16(bytes, at);
        else if (tag === tags.localId && u32(bytes, at + 8) !== 0) kind = 2 ** 20 + u32(bytes, at + 8);
        if (kind < 0 || seen.includes(kind)) return;
        seen.push(kind);
        let counts = kinds.get(kind);
        if (counts === undefined) {
          counts = { named: 0, nameless: 0 };
          if (kinds.size < maxKinds) kinds.set(kind, counts);
        }
        if (named) counts.named += 1;
        else counts.nameless += 1;
      });
    },
    count() {
      let most = 0;
      for (const { named, nameless } of kinds.values()) {
        most = Math.max(most, nameless - Math.max(0, namedClusters - named));
      }
      return most;
    },
  };
}
