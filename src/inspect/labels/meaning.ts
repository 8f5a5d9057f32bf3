import type { Concept } from '../contract.ts';
import { type Entry, type Generic, longestPhrase, type Role, type Vocabulary, wordForms } from './vocabulary.ts';

/** What a label says about the value beside it. */
export interface LabelMeaning {
  readonly concept: Concept;
  /** 0 to 1: how surely the label alone tells the concept. */
  readonly certainty: number;
  /**
   * Whose or which: `customer`, `employee`, `prospect`, `partner`, `member`; of somebody else in the record: `relative`,
   * `staff`, `sender`, `recipient`; `organisation`; `home`, `work`, `billing`, `delivery`, `second`.
   */
  readonly qualifier?: string;
  /** Which of several whom the qualifier may mean: `child 2` of `Child 2 name`, `2` of `Passenger 2`. */
  readonly which?: string;
  /** A mere `Name`, `Nom`, `Nome`: beside a column of given names it is the family name, and the other way round. */
  readonly bare?: boolean;
  /** Of `nhs_number_verified`: `health-id`, which the values may bear out; else they are marks, dates or names. */
  readonly stated?: Concept;
  /** Words of the label that the book does not know; they already lowered `certainty`. */
  readonly unknown: number;
}

interface Part {
  readonly entry: Entry | undefined;
  /** A filler (`of`, `de`) stands before: what follows belongs to what was before. */
  readonly of: boolean;
  readonly digits: string | undefined;
}

const places = new Set<Concept>(['postal-address', 'street', 'house-number', 'postcode', 'city', 'region', 'country']);
const generics = new Set<Role>(['name', 'date', 'number', 'id', 'code']);
const numbered = new Set<Concept>([
  'national-id',
  'tax-id',
  'social-security-id',
  'health-id',
  'passport',
  'driving-licence',
  'local-id',
  'email',
  'iban',
  'card-security',
  'bank-account',
  'crypto-wallet',
  'username',
  'ip-address',
  'postcode',
]);

/** Cuts words into the fewest phrases; of equally few, those with the longest phrase last, where the head stands. */
export function cutPhrases(words: readonly string[], vocabulary: Vocabulary): Part[] {
  const cuts: { cost: number; length: number; entry?: Entry }[] = [];
  cuts[words.length] = { cost: 0, length: 0 };
  for (let at = words.length - 1; at >= 0; at -= 1) {
    const single = vocabulary.fillers.has(words[at] ?? '') ? 0.1 : 1.5;
    let best: (typeof cuts)[number] = { cost: single + (cuts[at + 1]?.cost ?? 0), length: 1 };
    const longest = longestFrom(words, at, vocabulary);
    for (let length = 1; length <= longest; length += 1) {
      const entry = phraseOf(words.slice(at, at + length), vocabulary);
      const cost = 1 + (cuts[at + length]?.cost ?? 0);
      if (entry !== undefined && cost < best.cost) best = { cost, length, entry };
    }
    cuts[at] = best;
  }
  const parts: Part[] = [];
  let of = false;
  for (let at = 0; at < words.length; at += cuts[at]?.length ?? 1) {
    const entry = cuts[at]?.entry;
    const word = words[at] ?? '';
    if (entry === undefined && vocabulary.fillers.has(word)) of = true;
    else {
      parts.push({ entry, of, digits: entry === undefined && /^\d/u.test(word) ? word : undefined });
      of = false;
    }
  }
  return parts;
}

/** How many words from `at` on a phrase can have: to ask for each of them takes ten times as long. */
function longestFrom(words: readonly string[], at: number, vocabulary: Vocabulary): number {
  const { beginnings, fillers, pieces } = vocabulary;
  if (!beginnings.has(words[at] ?? '')) return 1;
  const most = Math.min(longestPhrase, words.length - at);
  let whole = true;
  let apart = '';
  for (let length = 1; length <= most; length += 1) {
    const word = words[at + length - 1] ?? '';
    whole &&= vocabulary.words.has(word) || fillers.has(word);
    apart += word;
    if (!whole && (length > mostApart || !pieces.has(apart))) return Math.max(1, length - 1);
  }
  return most;
}

/** Most words that are one when they are written together. */
const mostApart = 3;

function phraseOf(words: readonly string[], vocabulary: Vocabulary): Entry | undefined {
  const { phrases, short, fillers } = vocabulary;
  const starts = !fillers.has(words[0] ?? '');
  if (!starts && words.length === 1) return undefined;
  const entry =
    phrases.get(words.join(' ')) ??
    (words.length > 1 && words.length <= mostApart && words.every((word) => word.length > 1)
      ? phrases.get(words.join(''))
      : undefined);
  if (entry !== undefined || !starts || fillers.has(words.at(-1) ?? '')) return entry;
  // A word of a longer phrase only, as `Patienten` of `Patienten-ID`, may be the plural of another.
  if (words.length === 1) {
    const forms = wordForms(words[0] ?? '', vocabulary);
    return forms.length === 1 ? phrases.get(forms[0] ?? '') : undefined;
  }
  const content = words.filter((word) => !fillers.has(word)).join(' ');
  return short.get(content) ?? phrases.get(content);
}

/**
 * Reads the parts of one label; undefined where they say nothing. `listed`: the label joins several (`Street, City`)
 * and does not merely go into detail (`address.city`).
 */
export function readParts(all: readonly Part[], listed: boolean): LabelMeaning | undefined {
  const parts = all.filter((part) => part.digits === undefined);
  const unknown = parts.filter((part) => part.entry === undefined).length;
  if (parts.length === 0 || unknown >= 3 || unknown === parts.length) return undefined;
  const found = parts.length === 1 ? readAlone(parts[0]?.entry) : readTogether(parts, listed);
  if (found === undefined) return undefined;
  const certainty = found.certainty * (1 - (0.5 * unknown) / parts.length);
  const which = whichOf(all, found.concept);
  const qualifier = found.qualifier ?? qualifierOf(all, found.concept);
  return { ...found, certainty, qualifier, ...(which !== undefined && { which }), unknown };
}

type Reading = Omit<LabelMeaning, 'unknown'>;

function readAlone(entry: Entry | undefined): Reading | undefined {
  if (entry === undefined) return undefined;
  if (entry.role === 'name') return { concept: 'person-name', certainty: 0.6, bare: true };
  if (entry.concept !== undefined) return { concept: entry.concept, certainty: entry.certainty };
  switch (entry.role) {
    case 'people':
      return { concept: 'person-name', certainty: entry.certainty };
    case 'body':
      return { concept: 'organisation', certainty: 0.6 };
    case 'setting':
      return undefined;
    case undefined:
      return undefined;
    default:
      return { concept: 'other', certainty: generics.has(entry.role) ? 0.45 : 0.7 };
  }
}

function readTogether(parts: readonly Part[], listed: boolean): Reading | undefined {
  const known = parts.flatMap((part) => (part.entry === undefined ? [] : [{ ...part, entry: part.entry }]));
  const last = known.at(-1)?.entry;
  if (known.some(({ entry }) => entry.role === 'attribute')) return { concept: 'other', certainty: 0.85 };
  const generic = known.find(({ entry }) => entry.role !== undefined && generics.has(entry.role))?.entry.role as
    | Generic
    | undefined;
  const cores = known.filter(({ entry }) => entry.concept !== undefined && entry.role === undefined);
  const values = cores.filter(({ entry }) => entry.concept !== 'person-name' && entry.concept !== 'organisation');
  const used = values.length > 0 ? withoutAddress(values, listed) : cores;
  if (last?.role === 'state' && known.length > 1 && used.length > 0)
    return { concept: 'other', certainty: 0.8, stated: headOf(used).concept };
  if (aboutSecret(known)) return { concept: 'other', certainty: 0.8 };
  // `row first`, `person.last`: the keys of an object below what it is.
  if (used.length === 0 && last?.group === 'first' && last.concept !== undefined && generic === undefined)
    return { concept: last.concept, certainty: 0.6 };
  if (used.length === 0) return readRoles(known, generic, parts);
  const head = headOf(used);
  if (head.concept === undefined) return undefined;
  const concept =
    used.length > 1
      ? combine(
          used.flatMap(({ entry }) => entry.concept ?? []),
          head.concept,
        )
      : head.concept;
  const foreign = known.some(
    ({ entry }) =>
      (entry.role === 'thing' && !entry.posted) || entry.role === 'body' || entry.concept === 'organisation',
  );
  if (foreign && places.has(concept)) return { concept: 'other', certainty: 0.75, qualifier: 'organisation' };
  return withGeneric(concept, head.certainty * (used.length > 1 && concept === head.concept ? 0.85 : 1), generic);
}

const secrets = new Set<Concept>(['password', 'password-hash', 'private-key', 'access-token']);

const whereabouts = new Set(
  'file path url uri location folder directory store vault endpoint host server database fichier ruta percorso chemin datei pfad'.split(
    ' ',
  ),
);

/** `password file`, `secret_path`, `token endpoint`: where it is or what it is like, not the secret itself. */
function aboutSecret(known: readonly (Part & { readonly entry: Entry })[]): boolean {
  const last = known.at(-1);
  const before = known.at(-2);
  const secret =
    before?.entry.concept !== undefined && before.entry.role === undefined && secrets.has(before.entry.concept);
  return secret && last !== undefined && whereabouts.has(last.entry.phrase);
}

/** `Address` yields to what makes it precise: `E-Mail-Adresse`, `billing_address_city`. */
function withoutAddress<T extends { readonly entry: Entry }>(cores: readonly T[], listed: boolean): readonly T[] {
  const rest = cores.filter(({ entry }) => entry.concept !== 'postal-address' && entry.concept !== 'other');
  const precise = rest.some(({ entry }) => entry.concept !== undefined && (!listed || !places.has(entry.concept)));
  return precise && cores.at(-1)?.entry.concept !== 'other' ? rest : cores;
}

/** The last core, or the first where a filler ties the next to it: `phone of account holder`, `adresse du client`. */
function headOf(cores: readonly (Part & { readonly entry: Entry })[]): Entry {
  const [first, second] = cores;
  const last = cores.at(-1);
  return (second?.of ? first?.entry : last?.entry) ?? { phrase: '', certainty: 0 };
}

function withGeneric(concept: Concept, certainty: number, generic: Generic | undefined): Reading {
  const same = { concept, certainty };
  const other: Reading = { concept: 'other', certainty: 0.7 };
  switch (generic) {
    case undefined:
      return same;
    case 'date':
      return concept === 'date-of-birth' ? same : other;
    case 'number':
      return concept === 'person-name' ? { concept: 'local-id', certainty: 0.7 } : same;
    case 'id':
    case 'code':
      if (concept === 'person-name') return { concept: 'local-id', certainty: 0.75 };
      return numbered.has(concept) || concept === 'region' || concept === 'country' ? same : other;
    case 'name':
      if (concept === 'payment-card' || concept === 'iban') return { concept: 'person-name', certainty: 0.65 };
      if (concept === 'local-id') return { concept: 'person-name', certainty: 0.5 };
      return places.has(concept) ||
        ['person-name', 'given-name', 'family-name', 'username', 'organisation'].includes(concept)
        ? same
        : other;
  }
}

function combine(concepts: readonly Concept[], head: Concept): Concept {
  const set = new Set(concepts);
  if (set.has('given-name') && set.has('family-name')) return 'person-name';
  if (concepts.every((concept) => places.has(concept))) {
    const wide = set.has('city') || set.has('postcode') || set.has('country') || set.has('postal-address');
    if ((set.has('street') || set.has('postal-address')) && wide) return 'postal-address';
    if (set.has('street')) return 'street';
    if (set.has('city')) return 'city';
  }
  return head;
}

/** Labels of role words and generic words alone: `customer name`, `order date`, `numéro de commande client`. */
function readRoles(
  known: readonly (Part & { readonly entry: Entry })[],
  generic: Generic | undefined,
  parts: readonly Part[],
): Reading | undefined {
  const heads = known.filter(({ entry }) => entry.role === 'people' || entry.role === 'thing' || entry.role === 'body');
  const unknown = parts.some((part) => part.entry === undefined);
  if (heads.length === 0) {
    const setting = known.find(({ entry }) => entry.role === 'setting')?.entry.group;
    if (generic === 'date') return { concept: 'other', certainty: 0.6 };
    if (unknown || generic === undefined) return undefined;
    if (generic !== 'name') {
      if (generic === 'number' && (setting === 'home' || setting === 'work'))
        return { concept: 'phone', certainty: 0.5 };
      return { concept: 'other', certainty: setting === 'billing' || setting === 'delivery' ? 0.7 : 0.45 };
    }
    return { concept: 'person-name', certainty: setting === undefined ? 0.6 : 0.75, bare: setting === undefined };
  }
  const genericFirst = generic !== undefined && known[0]?.entry.role === generic;
  const tied = heads.length > 1 && heads[1]?.of === true;
  const head = (genericFirst || tied ? heads[0] : heads.at(-1))?.entry;
  const touches = known.some(({ entry }) => entry.role === 'thing');
  switch (head?.role) {
    case 'people':
      if (generic === 'name') return { concept: 'person-name', certainty: touches ? 0.7 : 0.9, qualifier: head.group };
      if (generic === 'date') return { concept: 'other', certainty: 0.75 };
      if (generic !== undefined) return { concept: 'local-id', certainty: 0.85, qualifier: head.group };
      return unknown && parts.at(-1)?.entry !== head
        ? undefined
        : {
            concept: head.concept ?? 'person-name',
            certainty: head.certainty * (touches ? 0.8 : 1),
            qualifier: head.group,
          };
    case 'body':
      if (generic === undefined || generic === 'name')
        return { concept: 'organisation', certainty: generic ? 0.9 : 0.6 };
      return { concept: 'other', certainty: 0.75 };
    default:
      return { concept: 'other', certainty: generic === undefined ? 0.7 : 0.9 };
  }
}

function qualifierOf(parts: readonly Part[], concept: Concept): string | undefined {
  const entries = parts.flatMap(({ entry }) => entry ?? []);
  const person = entries.find((entry) => entry.role === 'people');
  if (person !== undefined) return person.group;
  if (entries.some((entry) => entry.role === 'body') && concept !== 'organisation') return 'organisation';
  const setting = entries.find((entry) => entry.role === 'setting' && entry.group !== 'first');
  if (setting !== undefined) return setting.group;
  return parts.some(({ digits }) => digits !== undefined && /^[2-9]$/u.test(digits)) ? 'second' : undefined;
}

const namesOf = new Set<Concept>(['person-name', 'given-name', 'family-name']);

/** A number right beside the word for a person counts persons; any other one, as in `Customer phone 2`, what it stands beside. */
function whichOf(parts: readonly Part[], concept: Concept): string | undefined {
  const at = parts.findIndex(({ entry }) => entry?.role === 'people');
  if (at < 0) return undefined;
  const beside = parts[at + 1]?.digits ?? parts[at - 1]?.digits;
  const digits = beside ?? (namesOf.has(concept) ? parts.at(-1)?.digits : undefined);
  const ordinal = digits !== undefined && /^0?(?:[2-9]|1\d)$/u.test(digits) ? digits.replace(/^0/u, '') : undefined;
  const which = [parts[at]?.entry?.kind, ordinal].filter((part) => part !== undefined).join(' ');
  return which === '' ? undefined : which;
}
