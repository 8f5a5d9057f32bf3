import { emptyChain } from '../entry.ts';

/** How an entry stands to the entry before it in its chain. */
export type Standing =
  | { readonly is: 'next' }
  | { readonly is: 'replaced'; readonly seq: number }
  | { readonly is: 'missing'; readonly from: number; readonly to: number }
  | { readonly is: 'doubled' }
  | { readonly is: 'misplaced' };

/**
 * The last entry of each chain, as far as was read. Where an entry was changed and kept its old hash, what follows may
 * hold on to the one or to the computed one: both are known, so that one change is one break.
 */
export interface Tip {
  readonly seq: number;
  readonly hashes: readonly string[];
}

/** Some 200 bytes for each incident; nothing for an entry. */
export type Tips = Map<string, Tip>;

export function tipOf(tips: Tips, chain: string): Tip {
  const { seq, hash } = emptyChain(chain);
  return tips.get(chain) ?? { seq, hashes: [hash] };
}

interface Link {
  readonly chain: string;
  readonly seq: number;
  readonly prev: string;
}

/** Puts an entry on its chain and says how it stands. After a gap the chain goes on from here; what was there stays. */
export function place(tips: Tips, { chain, seq, prev }: Link, hash: string): Standing {
  const tip = tipOf(tips, chain);
  if (seq <= tip.seq) return { is: seq === tip.seq && tip.hashes.includes(hash) ? 'doubled' : 'misplaced' };
  tips.set(chain, { seq, hashes: [hash] });
  if (seq > tip.seq + 1) return { is: 'missing', from: tip.seq + 1, to: seq - 1 };
  return tip.hashes.includes(prev) ? { is: 'next' } : { is: 'replaced', seq: tip.seq };
}
