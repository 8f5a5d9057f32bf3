import type { Element } from '#inspect';
import { type Code, catalogue } from '#platform/errors';

const elementWords: Readonly<Record<Element, string>> = {
  'person-name': 'Names of persons',
  'date-of-birth': 'Dates of birth',
  'postal-address': 'Postal addresses',
  email: 'Mail addresses',
  phone: 'Phone numbers',
  'ip-address': 'IP addresses',
  'payment-card': 'Payment cards',
  iban: 'Bank accounts (IBAN)',
  'national-id': 'Identity numbers',
  'tax-id': 'Tax numbers',
  'social-security-id': 'Social security numbers',
  'health-id': 'Health insurance numbers',
  password: 'Passwords',
  'password-hash': 'Password hashes',
  'private-key': 'Private keys',
  'access-token': 'Access tokens',
  passport: 'Passport numbers',
  'driving-licence': 'Driving licence numbers',
  health: 'Statements about health',
  religion: 'Statements about religion or belief',
  'trade-union': 'Trade union memberships',
  'ethnic-origin': 'Statements about ethnic origin',
  'political-opinion': 'Political opinions',
  'sex-life': 'Statements about sex life or orientation',
  'genetic-biometric': 'Genetic and biometric data',
  'criminal-offence': 'Convictions and offences',
  'card-security': 'Card security codes and tracks',
  'bank-account': 'Bank accounts and codes (not IBAN)',
  'crypto-wallet': 'Crypto wallets',
  'confidentiality-mark': 'Confidentiality marks',
  'network-detail': 'Configurations and scans of networks',
};

export const elementWord = (element: string): string =>
  (elementWords as Readonly<Record<string, string>>)[element] ?? element;

/** Why a file was not fully read, as docs/errors.md has it. */
export const reasonWord = (reason: string | null): string => {
  if (reason === null) return 'Not known';
  return reason in catalogue ? catalogue[reason as Code].what : reason;
};

/** Within a sentence: `mail addresses`, and still `IP addresses`. */
export const inText = (word: string): string =>
  /^[A-Z][a-z]/.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : word;

const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
export const countryWord = (code: string): string => (code === '' ? 'Not known' : (regions.of(code) ?? code));

export const relationWords: Readonly<Record<string, string>> = {
  employee: 'Employees',
  customer: 'Customers',
  partner: 'Partners',
  prospect: 'Prospects',
  unknown: 'On no roster',
};

export const stepWords = {
  'first-indication': 'First indication',
  'being-assessed': 'Being assessed',
  aware: 'Aware',
} as const;

export const phaseWords = {
  assess: 'Assess',
  contain: 'Contain',
  notify: 'Notify',
  recover: 'Recover',
  learn: 'Learn',
} as const;

export const compartmentWords = {
  facts: 'facts',
  counsel: 'counsel',
  'person-concerned': 'person concerned',
} as const;

const figures = new Intl.NumberFormat('en-GB');
export const figure = (value: number): string => figures.format(value);
export const many = (value: number, one: string, more = `${one}s`): string =>
  `${figure(value)} ${value === 1 ? one : more}`;
/** `4,812 to 4,930`; one figure where both are the same. */
export const range = (least: number, most: number): string =>
  least === most ? figure(most) : `${figure(least)} to ${figure(most)}`;

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' });
export const listed = (parts: readonly string[]): string => conjunction.format(parts);

/** `1.5 MB`; thousands, as disks are sold. */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value.toLocaleString('en-GB', { maximumFractionDigits: power === 0 ? 0 : 1 })} ${units[power] ?? ''}`;
}

/** `22 Nov 2026, 11:34 UTC`; in another zone with its name: `22 Nov 2026, 12:34 CET (Europe/Berlin)`. */
export function time(at: string, zone = 'UTC'): string {
  const said = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(at));
  return zone === 'UTC' ? said : `${said} (${zone})`;
}

/** Not for the log or an error: names of the codes are ours, and of nobody's data. */
export const byCount = (counts: Readonly<Record<string, number>>): (readonly [string, number])[] =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));

/** Cut where a table would be of no use any more; what is cut is in the desk. */
export const short = (text: string, most = 600): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()} … (cut)`;
