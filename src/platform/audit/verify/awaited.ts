import { type Entry, logItself } from '../entry.ts';
import type { BreakKind } from './breaks.ts';

/** What the next line has to be: the link of an entry of an incident, or the entry that tells of a checkpoint. */
export type Awaited =
  | {
      readonly is: 'link';
      readonly chain: string;
      readonly seq: number;
      readonly hashes: readonly string[];
      /** Unknown where the entry was not understood. */
      readonly at?: string;
    }
  | { readonly is: 'told'; readonly hash: string; readonly at: string }
  /** A line that was not understood may have been anything: what it should have been followed by is not asked for. */
  | { readonly is: 'anything' };

interface Link {
  readonly chain: string;
  readonly seq: number;
  readonly head: string;
}

type AwaitedLink = Extract<Awaited, { is: 'link' }>;

/** Whether this is the link of that entry; `judgeLink` says whether it is as it should be. */
export function isLinkOf(awaited: Awaited | undefined, { chain, seq }: Link): awaited is AwaitedLink {
  return awaited?.is === 'link' && awaited.chain === chain && awaited.seq === seq;
}

/** What is wrong with a link: it carries another hash, or was not written with its entry by the log itself. */
export function judgeLink({ hashes, at }: AwaitedLink, { head }: Link, entry: Entry): BreakKind | undefined {
  if (!hashes.includes(head)) return 'entry-replaced';
  return isOwn(entry) && (at === undefined || at === entry.at) ? undefined : 'entry-invalid';
}

/** Whether the entry tells of the checkpoint on the line before it. */
export function tellsOf(awaited: Awaited | undefined, checkpoint: string, entry: Entry): boolean {
  if (awaited?.is === 'anything') return true;
  return awaited?.is === 'told' && awaited.hash === checkpoint && awaited.at === entry.at && isOwn(entry);
}

function isOwn({ actor }: Entry): boolean {
  return actor.kind === logItself.kind && actor.id === logItself.id;
}
