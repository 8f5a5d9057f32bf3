import type { Item } from '../document.ts';
import { cardNumber, ibanOf, luhnDigit, writeCard, writeIban } from '../people/payment.ts';
import { writeDay } from '../people/surface.ts';
import type { DateStyle } from '../people/surface.ts';
import type { Random } from '../random.ts';
import type { Vocabulary } from '../words/index.ts';
import type { HeaderKey } from '../words/headers/keys.ts';
import { firmName } from '../people/surface.ts';

export function near(kind: string, text: string): Item {
  return { text, element: null, person: null, scored: false, near: kind };
}

const two = (value: number) => String(value).padStart(2, '0');

/** A number that no card check accepts. */
function noCard(digits: string): string {
  return luhnDigit(digits.slice(0, -1)) === digits.at(-1)
    ? digits.slice(0, -1) + ((Number(digits.at(-1)) + 1) % 10)
    : digits;
}

export function recentDay(random: Random, style: DateStyle): string {
  return writeDay({ year: random.int(2016, 2025), month: random.int(1, 12), day: random.int(1, 28) }, style);
}

export function timestamp(random: Random): string {
  const day = recentDay(random, 'iso');
  const time = `${two(random.int(0, 23))}:${two(random.int(0, 59))}:${two(random.int(0, 59))}`;
  return random.pick([
    `${day}T${time}Z`,
    `${day} ${time}`,
    `${day}T${time}.${random.digits(3)}+02:00`,
    `${day} ${time}.${random.digits(6)}`,
  ]);
}

export function uuid(random: Random): string {
  return `${random.hex(8)}-${random.hex(4)}-4${random.hex(3)}-${random.chars('89ab', 1)}${random.hex(3)}-${random.hex(12)}`;
}

export function version(random: Random): string {
  return random.pick([
    () => `${random.int(1, 20)}.${random.int(0, 30)}.${random.int(0, 90)}.${random.int(0, 250)}`,
    () => `${random.int(1, 9)}.${random.int(0, 30)}.${random.int(0, 9)}`,
    () => `v${random.int(1, 9)}.${random.int(0, 12)}.${random.int(0, 30)}-rc${random.int(1, 4)}`,
  ])();
}

export function ean(random: Random): string {
  const body = random.pick(['400', '301', '800', '841', '501', '07']).padEnd(3, '1') + random.digits(9);
  let sum = 0;
  for (let at = 0; at < 12; at++) sum += Number(body[at]) * (at % 2 === 0 ? 1 : 3);
  return body + ((10 - (sum % 10)) % 10);
}

/** Values that stand under headers of things, not persons. Undefined for keys that say something about a person. */
export function nearValue(key: HeaderKey, random: Random, words: Vocabulary, dates: DateStyle): Item | undefined {
  const make = makers[key];
  return make === undefined ? undefined : near(key, make(random, words, dates));
}

const makers: Partial<Record<HeaderKey, (random: Random, words: Vocabulary, dates: DateStyle) => string>> = {
  orderNo: (random) =>
    random.pick([
      `ORD-${random.digits(6)}`,
      `45000${random.digits(5)}`,
      `${random.int(2018, 2025)}-${random.digits(6)}`,
      `302-${random.digits(7)}-${random.digits(7)}`,
      `W${random.digits(8)}`,
    ]),
  invoiceNo: (random) =>
    random.pick([
      `RE-${random.int(2018, 2025)}-${random.digits(5)}`,
      `INV${random.digits(7)}`,
      `9000${random.digits(6)}`,
      `F${random.int(18, 25)}/${random.digits(4)}`,
    ]),
  trackingNo: (random) =>
    random.pick([
      `1Z${random.chars('0123456789ABCDEFGHJKLMNPQRSTUVWXYZ', 6)}${random.digits(10)}`,
      noCard(`003404${random.digits(14)}`),
      noCard(random.digits(12)),
      `JJD${random.digits(16)}`,
      `RR${random.digits(9)}DE`,
    ]),
  ean,
  product: (random, words) => random.pick(words.products),
  amount: (random) => {
    const units = random.int(1, 9800);
    const cents = two(random.int(0, 99));
    return random.pick([
      `${units}.${cents}`,
      `${units},${cents}`,
      `${units},${cents} €`,
      `€ ${units}.${cents}`,
      `${units.toLocaleString('en-US')}.${cents}`,
    ]);
  },
  orderDate: (random, _words, dates) => recentDay(random, dates),
  hireDate: (random, _words, dates) => recentDay(random, dates),
  timestamp,
  epoch: (random) => `1${random.int(4, 7)}${random.digits(11)}`,
  uuid,
  version,
  checksum: (random) => random.hex(random.pick([32, 40, 64])),
  reference: (random) =>
    random.pick([
      `TX${random.digits(12)}`,
      random.chars('ABCDEFGHJKLMNPQRSTUVWXYZ0123456789', 17),
      `INC0${random.digits(6)}`,
      `pay_${random.chars('abcdefghijkmnpqrstuvwxyz0123456789', 14)}`,
      `#${random.digits(6)}`,
    ]),
  organisation: (random, words) => firmName(words, random),
  department: (random, words) => random.pick(words.departments),
  jobTitle: (random, words) => random.pick(words.jobTitles),
};

/** A card number with one digit changed: the check fails. */
export function brokenCard(random: Random): string {
  return writeCard(breakDigit(cardNumber(random), random), random.pick(['plain', 'spaces']));
}

export function brokenIban(random: Random): string {
  const iban = ibanOf(random.pick(['DE', 'FR', 'IT', 'ES', 'GB']), random) ?? '';
  return writeIban(breakDigit(iban, random), random.pick(['plain', 'groups']));
}

/** Changes the last digit: every check digit scheme in use notices a single wrong digit. */
function breakDigit(value: string, random: Random): string {
  const last = Number(value.at(-1));
  return value.slice(0, -1) + ((last + random.int(1, 9)) % 10);
}
