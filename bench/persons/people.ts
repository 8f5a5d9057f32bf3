import type { RecordDraft } from '#inspect';

/** Of ten records two are of somebody who was there before, as lists of customers, orders and backups have them. */
const repeats = 5;
const given = 'Anna Jonas Maria Paul Lena Erik Sofia Jan Clara Noah Ines Marc Laura Peter Nina Omar'.split(' ');
const family = 'Schmidt Weber Novak Rossi Garcia Dubois Jansen Kowalski Silva Meyer Hansen Costa Moreau Bauer'.split(
  ' ',
);

export interface Drawn {
  readonly draft: RecordDraft;
  /** Whether nobody drawn before is this person. */
  readonly isNew: boolean;
}

/** Record `number` of a made-up table: with a name, a mailbox, a telephone number and an official number. The same for each run. */
export function drawRecord(number: number): Drawn {
  const isNew = number % repeats !== repeats - 1;
  const fresh = number - Math.floor(number / repeats);
  const person = isNew ? fresh : mixed(number) % fresh;
  const name = `${pick(given, person)} ${pick(family, mixed(person))}`;
  const mail = `${name.toLowerCase().replace(' ', '.')}.${person}@kunde.example`;
  const facts: RecordDraft['facts'][number][] = [
    { concept: 'person-name', value: name },
    { concept: 'email', value: mail, rule: 'email' },
    { concept: 'phone', value: `+4915${String(1_000_000_000 + person).slice(1)}`, rule: 'phone-international' },
    { concept: 'national-id', value: String(10_000_000_000 + person), rule: 'de-idnr' },
  ];
  // Who comes again writes it otherwise, and has lost one of the three, or has a telephone that somebody else may have had.
  if (!isNew) {
    facts[1] = { concept: 'email', value: mail.toUpperCase().replace('@', '+shop@'), rule: 'email' };
    facts[2] = { concept: 'phone', value: `(015) ${spaced(1_000_000_000 + person)}`, rule: 'phone' };
    facts[3] = {
      concept: 'national-id',
      value: String(10_000_000_000 + person).replace(/(?=(?:...)+$)/gu, ' '),
      rule: 'de-idnr',
    };
  }
  const lost = isNew ? undefined : mixed(number + 1) % 4;
  if (lost === 3)
    facts[2] = {
      concept: 'phone',
      value: `+4917${String(1_000_000_000 + number).slice(1)}`,
      rule: 'phone-international',
    };
  else if (lost !== undefined) facts.splice(1 + lost, 1);
  return { draft: { file: 1, span: { start: number * 80, end: number * 80 + 79 }, table: 1, facts }, isNew };
}

/** Nine digits in groups of three. */
const spaced = (number: number): string =>
  String(number)
    .slice(1)
    .replaceAll(/...(?=.)/gu, '$& ');

const pick = (list: readonly string[], number: number): string => list[number % list.length] ?? '';

/** Spreads numbers (murmur3's last step). */
function mixed(number: number): number {
  let value = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
