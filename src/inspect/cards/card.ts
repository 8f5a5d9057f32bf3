import { components, momentOf, type Property, unescaped } from './content-line.ts';

export interface Field {
  readonly label: string;
  readonly text: string;
}

/** Labels of structured values, in order of their components (RFC 6350, 6.2.2 and 6.3.1). */
const structured = new Map<string, readonly string[]>([
  ['N', ['family name', 'given name', 'additional names', 'prefix', 'suffix']],
  ['ADR', ['PO box', 'address line 2', 'street', 'city', 'region', 'postcode', 'country']],
  ['GENDER', ['gender', 'gender identity']],
]);
const labels = new Map([
  ['FN', 'full name'],
  ['NICKNAME', 'nickname'],
  ['BDAY', 'date of birth'],
  ['DEATHDATE', 'date of death'],
  ['ANNIVERSARY', 'anniversary'],
  ['EMAIL', 'email'],
  ['TEL', 'phone'],
  ['IMPP', 'messenger'],
  ['ORG', 'organisation'],
  ['TITLE', 'job title'],
  ['ROLE', 'role'],
  ['URL', 'web page'],
  ['NOTE', 'note'],
  ['LABEL', 'address'],
  ['RELATED', 'related person'],
  ['CATEGORIES', 'categories'],
  ['REV', 'updated'],
  ['UID', 'UID'],
  ['BIRTHPLACE', 'place of birth'],
]);
/** What programs write for themselves. */
const technical = new Set([
  'VERSION',
  'PRODID',
  'X-ABSHOWAS',
  'X-ABUID',
  'X-IMAGETYPE',
  'MAILER',
  'PROFILE',
  'CLASS',
  'SORT-STRING',
]);

/** The fields that a property of a card gives; none where it says nothing of anyone. */
export function fieldsOf({ name, value }: Property): Field[] {
  if (technical.has(name)) return [];
  const parts = structured.get(name);
  if (parts !== undefined) {
    return components(value).flatMap((text, at) =>
      text === '' ? [] : [{ label: parts[at] ?? name.toLowerCase(), text }],
    );
  }
  // Labels that Apple gives by itself: `_$!<Home>!$_`.
  if (name === 'X-ABLABEL' && value.startsWith('_$!<')) return [];
  const text = name === 'ORG' ? components(value).filter(Boolean).join(', ') : plain(name, unescaped(value));
  return text === '' ? [] : [{ label: labels.get(name) ?? name.toLowerCase().replace(/^x-/, ''), text }];
}

function plain(name: string, text: string): string {
  if (name === 'REV') return momentOf(text);
  if (['BDAY', 'ANNIVERSARY', 'DEATHDATE'].includes(name)) return momentOf(text).replace(/T.*/, '');
  return text.replace(/^(?:tel|mailto|sip|sips|xmpp|urn:uuid):/i, '');
}
