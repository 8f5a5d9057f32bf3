import type { Element, PersonCount } from '#inspect';
import type { Tally } from '#platform/dates';

export const elementNames: Record<Element, string> = {
  'person-name': 'Names of persons',
  'date-of-birth': 'Dates of birth',
  'postal-address': 'Postal addresses',
  email: 'E-mail addresses',
  phone: 'Phone numbers',
  'ip-address': 'IP addresses',
  'payment-card': 'Payment cards',
  iban: 'Bank accounts (IBAN)',
  'national-id': 'National identity numbers',
  'tax-id': 'Tax numbers',
  'social-security-id': 'Social security numbers',
  'health-id': 'Health service numbers',
  password: 'Passwords',
  'password-hash': 'Password hashes',
  'private-key': 'Private keys',
  'access-token': 'Access tokens',
  passport: 'Passport numbers',
  'driving-licence': 'Driving licence numbers',
  health: 'Health',
  religion: 'Religion or belief',
  'trade-union': 'Trade union membership',
  'ethnic-origin': 'Ethnic origin',
  'political-opinion': 'Political opinions',
  'sex-life': 'Sex life or orientation',
  'genetic-biometric': 'Genetic and biometric data',
  'criminal-offence': 'Convictions and offences',
  'card-security': 'Card security codes and tracks',
  'bank-account': 'Bank accounts and codes (not IBAN)',
  'crypto-wallet': 'Crypto wallets',
  'confidentiality-mark': 'Confidentiality marks',
  'network-detail': 'Configurations and scans of networks',
};

/** `4,812 to 4,930 persons`, `at least 12 persons`: a range is shown as a range, an open end as open. */
export function personRange({ certain, possible, atLeast }: PersonCount): string {
  const range = certain === possible ? figure(certain) : `${figure(certain)} to ${figure(possible)}`;
  const noun = possible === 1 ? 'person' : 'persons';
  return atLeast ? `at least ${range} ${noun}: something was not fully read` : `${range} ${noun}`;
}

/** What the allow list and the baseline kept out, where there is one. */
export function allowedLine(allowed: number | undefined): string | undefined {
  return allowed === undefined
    ? undefined
    : `Not counted, being on the allow list or known already: ${figure(allowed)}`;
}

/** Months that are told one by one; of more, years. */
const mostMonths = 24;

/** Dates by month, the newest first; by year where there are many months, or where of some dates the year alone is certain. */
export function monthsOf(tally: Tally): [period: string, count: number][] {
  const known = Object.entries(tally.months);
  const isByYear = known.length > mostMonths || known.some(([period]) => period.length === 4);
  const counts = new Map<string, number>();
  for (const [month, count] of known) {
    const period = isByYear ? month.slice(0, 4) : month;
    counts.set(period, (counts.get(period) ?? 0) + count);
  }
  return [...counts].toSorted(([a], [b]) => (a > b ? -1 : 1));
}

const number = new Intl.NumberFormat('en-GB');

/** A count as people read it: `4,812`. */
export function figure(value: number): string {
  return number.format(value);
}

/** Bytes in the largest unit that keeps one digit before the point. */
export function size(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${units[unit]}`;
}
