import type { Question } from './contract.ts';
import type { Facts } from './facts.ts';

/** Nothing can be said of data that nobody handed in or that was not read yet; undefined where something can. */
export function nothingYet({ overview: { items }, inspectedAt }: Facts): Question | undefined {
  const unknown = (answer: string, from: string): Question => ({
    certainty: 'unknown',
    answer,
    from,
    changedAt: inspectedAt,
  });
  if (Object.values(items).every((count) => count === 0)) {
    return unknown('Nothing was handed in yet.', 'Evidence: none');
  }
  if (items.whole + items.sample > 0) return undefined;
  if (items.waiting + items.uploading > 0) return unknown('What was handed in is not read yet.', 'Inspection: waiting');
  return unknown('Nothing that was handed in could be searched.', 'Inspection: failed, cancelled or sealed off');
}

/** Of how much an answer is. */
export const partly = ({ overview }: Pick<Facts, 'overview'>): string =>
  overview.searchedInWhole ? 'all evidence, searched in whole' : 'a part of the evidence: not all of it was searched';
