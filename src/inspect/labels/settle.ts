import type { LabelMeaning } from './meaning.ts';

/**
 * Reads a mere `Name` by its neighbours: beside given names it is the family name (`Name, Vorname`; `Nom, Prénom`),
 * beside family names the given name (`Nome, Cognome`; `Nombre, Apellidos`). `meanings` are those of the labels of one
 * record or the headers of one table, in order; the result has the same order and length.
 */
export function settleNames(meanings: readonly (LabelMeaning | undefined)[]): readonly (LabelMeaning | undefined)[] {
  const states = (concept: LabelMeaning['concept']): boolean =>
    meanings.some((meaning) => meaning?.concept === concept && !isOther(meaning.qualifier));
  const given = states('given-name');
  const family = states('family-name');
  if (given === family) return meanings;
  return meanings.map((meaning) => {
    if (meaning?.bare !== true) return meaning;
    return { ...meaning, concept: given ? 'family-name' : 'given-name', certainty: 0.85, bare: false };
  });
}

/** Whether a qualifier names somebody else than the person whom the record is about. */
function isOther(qualifier: string | undefined): boolean {
  return qualifier === 'relative' || qualifier === 'staff' || qualifier === 'organisation';
}

const account = /(?:^|[^a-z])(?:acc(?:oun)?t|acc|a\/c|konto|kto|compte|cuenta|conto|conta|rekening)/iu;

/**
 * Reads the number of an account by its neighbours: it may number a customer, but beside the number of a bank (sort code, routing
 * number, BLZ) it is of money. `labels` are the labels of `meanings`.
 */
export function settleAccounts(
  meanings: readonly (LabelMeaning | undefined)[],
  labels: readonly (string | undefined)[],
): readonly (LabelMeaning | undefined)[] {
  if (!meanings.some((meaning) => meaning?.concept === 'bank-account')) return meanings;
  return meanings.map((meaning, index) =>
    meaning?.concept === 'local-id' && account.test((labels[index] ?? '').replaceAll('_', ' '))
      ? { ...meaning, concept: 'bank-account' }
      : meaning,
  );
}
