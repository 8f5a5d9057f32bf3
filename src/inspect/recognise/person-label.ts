import type { Concept, Element, Fact, PersonLabel } from '../contract.ts';
import { isRoleMailbox } from '../persons/normal.ts';
import { redact } from './redact.ts';

const mostCharacters = 120;

/** What a person is reached by or known by, and the element that it is masked as. What tells a human most is first. */
const contacts: readonly (readonly [Concept, Element])[] = [
  ['email', 'email'],
  ['phone', 'phone'],
  ['national-id', 'national-id'],
  ['tax-id', 'tax-id'],
  ['social-security-id', 'social-security-id'],
  ['health-id', 'health-id'],
  ['passport', 'passport'],
  ['driving-licence', 'driving-licence'],
  ['iban', 'iban'],
  ['payment-card', 'payment-card'],
  ['local-id', 'national-id'],
  ['username', 'national-id'],
];

/** The label of a record, out of values in their normal form. Masked where `how` is not to reveal. */
export function personLabel(facts: readonly Fact[], how: 'masked' | 'revealed'): PersonLabel {
  const show = (element: Element, value: string): string =>
    (how === 'masked' && value !== '' ? redact(element, value) : value).slice(0, mostCharacters);
  const { name, rank } = nameOf(facts);
  const shownName = show('person-name', name);
  for (const [index, [concept, element]] of contacts.entries()) {
    const value = facts.find((fact) => fact.concept === concept && !isNobodys(fact))?.value;
    if (value === undefined) continue;
    const contactRank = contacts.length - index;
    return { name: shownName, nameRank: rank, contact: show(element, value), contactRank };
  }
  return { name: shownName, nameRank: rank, contact: '', contactRank: 0 };
}

const isNobodys = ({ concept, value }: Fact): boolean => concept === 'email' && isRoleMailbox(value);

/** Given name first, where the record tells which is which. */
function nameOf(facts: readonly Fact[]): { readonly name: string; readonly rank: number } {
  const given = valueOf(facts, 'given-name');
  const family = valueOf(facts, 'family-name');
  if (given !== '' && family !== '') return { name: `${given} ${family}`, rank: isFull([given, family]) ? 4 : 2 };
  const whole = facts.flatMap(({ concept, value }) => (concept === 'person-name' ? [value.trim()] : []));
  const name = turned(whole.find((one) => /[\s,]/u.test(one)) ?? joined(given, family, whole));
  const words = name.split(/\s+/u).filter((word) => word !== '');
  if (words.length > 1) return { name, rank: isFull(words) ? 3 : 2 };
  return { name, rank: words.length };
}

const valueOf = (facts: readonly Fact[], concept: Concept): string =>
  facts.find((fact) => fact.concept === concept)?.value.trim() ?? '';

/** `Nom` and `Prénom`, `Nombre` and `Apellidos`: one of two columns, or both, may be read as the whole name. */
function joined(given: string, family: string, whole: readonly string[]): string {
  return [...new Set([given, ...whole.slice(0, 2), family])].filter((part) => part !== '').join(' ');
}

/** `Family, Given` the other way round. */
function turned(name: string): string {
  const [family = '', given, ...more] = name.split(/\s*,\s*/u);
  return given === undefined || given === '' || more.length > 0 ? name : `${given} ${family}`;
}

/** An initial is no full name. */
const isFull = (words: readonly string[]): boolean => words.filter((word) => /\p{L}{2}/u.test(word)).length > 1;
