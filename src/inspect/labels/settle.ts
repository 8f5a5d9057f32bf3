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

/** Shorter words stand in labels of all kinds. */
const longWord = /\p{L}{5,}/gu;

const wordsOf = (label: string | undefined): readonly string[] => (label ?? '').toLowerCase().match(longWord) ?? [];

const contactPerson =
  /^(?:contact(?: name| person|o|persoon)?|kontakt(?:person|name)?|contatto|personne (?:de contact|à contacter)|persona (?:de contacto|da contattare)|osoba kontaktowa|osoba do kontaktu)$/iu;

/**
 * Reads who is somebody's relative by the neighbours: `Contact` beside `Pupil` and `Emergency phone` is whom to call; `Tél.
 * responsable` beside `Responsable légal` is the guardian's, where no colleague is named. `labels` are the labels of `meanings`.
 */
export function settleRelatives(
  meanings: readonly (LabelMeaning | undefined)[],
  labels: readonly (string | undefined)[],
): readonly (LabelMeaning | undefined)[] {
  const is = (meaning: LabelMeaning | undefined, concept: string, qualifier: string): boolean =>
    meaning?.concept === concept && meaning.qualifier === qualifier;
  const phone = meanings.find((meaning) => is(meaning, 'phone', 'relative'));
  const relative = meanings.find((meaning) => is(meaning, 'person-name', 'relative'));
  if (relative === undefined) return phone === undefined ? meanings : withContact(meanings, labels, phone);
  if (meanings.some((meaning) => is(meaning, 'person-name', 'staff'))) return meanings;
  return meanings.map((meaning, index) => {
    if (meaning?.qualifier !== 'staff') return meaning;
    const own = wordsOf(labels[index]);
    const named = meanings.find(
      (one, at) => is(one, 'person-name', 'relative') && wordsOf(labels[at]).some((word) => own.includes(word)),
    );
    return named === undefined ? meaning : asRelative(meaning, named);
  });
}

/** The one contact who is named beside somebody else is the relative whose phone there is. */
function withContact(
  meanings: readonly (LabelMeaning | undefined)[],
  labels: readonly (string | undefined)[],
  phone: LabelMeaning,
): readonly (LabelMeaning | undefined)[] {
  const isContact = meanings.map(
    (meaning, index) => meaning?.concept === 'person-name' && contactPerson.test((labels[index] ?? '').trim()),
  );
  const isSomebodyElse = (meaning: LabelMeaning | undefined, index: number): boolean =>
    isContact[index] === false && meaning !== undefined && /^(?:person|given|family)-name$/.test(meaning.concept);
  if (isContact.filter(Boolean).length !== 1 || !meanings.some(isSomebodyElse)) return meanings;
  return meanings.map((meaning, index) =>
    meaning !== undefined && isContact[index] === true ? asRelative(meaning, phone) : meaning,
  );
}

function asRelative(meaning: LabelMeaning, like: LabelMeaning): LabelMeaning {
  const { which: _, ...rest } = { ...meaning, qualifier: 'relative' };
  return like.which === undefined ? rest : { ...rest, which: like.which };
}
