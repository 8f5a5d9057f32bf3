import type { Got } from '../../api/contract.ts';
import type { Certain } from '../../ui/certainty.tsx';
import { counted } from '../../ui/figures.ts';

export type Impact = Got<'impact.show'>;

/** How far it is certain what is in the evidence: only where all of it was read does nothing found mean nothing. */
export function searchOf({ items, searchedInWhole }: Impact): Certain {
  if (searchedInWhole) return 'known';
  return items.whole + items.sample > 0 ? 'partial' : 'unknown';
}

/** What was not searched, in words; empty where all was. */
export function missingOf({ items, files }: Impact): readonly string[] {
  const parts: readonly (readonly [number, (count: number) => string])[] = [
    [items.sample, (count) => `${counted(count, 'item')} searched as a sample`],
    [items.waiting, (count) => `${counted(count, 'item')} waiting`],
    [items.notSearched, (count) => `${counted(count, 'item')} not searched`],
    [items.uploading, (count) => `${counted(count, 'upload')} under way`],
    [items.sealedOff, (count) => `${counted(count, 'item')} sealed off`],
    [files.unreadable, (count) => counted(count, 'unreadable file')],
    [files.partial, (count) => `${counted(count, 'file')} read in part`],
    [files.reading, (count) => `${counted(count, 'file')} being read`],
  ];
  return parts.flatMap(([count, say]) => (count === 0 ? [] : [say(count)]));
}
