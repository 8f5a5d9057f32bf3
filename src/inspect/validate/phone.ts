import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { owned } from '../owned.ts';
import { articleNumber } from './isbn.ts';
import { dialledIn, planCountry } from './phone-plans.ts';
import type { Validation } from './validator.ts';

export interface Phone {
  /** E.164: `+4930901820`. */
  readonly e164: string;
  /** ISO 3166 code; undefined for numbers of no country (satellite, international freephone). */
  readonly country: string | undefined;
}

/** Digits of the shortest and longest international numbers in use, calling code included (ITU-T E.164). */
const fewest = 7;
const most = 15;

/**
 * Answers that take long: of the library, and for numbers that some twenty plans may have. Plain international ones are
 * left out: they hardly repeat, and the plan of the country that they name answers sooner than a Map.
 */
const cacheSize = 4096;
const libraryAnswers = new Map<string, Phone | undefined>();
const nationalAnswers = new Map<string, boolean>();

function remember<Answer>(answers: Map<string, Answer>, number: string, answer: Answer): Answer {
  if (answers.size >= cacheSize) answers.clear();
  answers.set(owned(number), answer);
  return answer;
}

const zero = 48;
const nine = 57;
const plus = 43;

/** Whether the text is digits from there on. */
function isDigits(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < zero || code > nine) return false;
  }
  return true;
}

/** Digits as dialled, in international form behind `+`; undefined where they are too few or too many for a number. */
function compactOf(text: string): string | undefined {
  const signs = text.charCodeAt(0) === plus ? 1 : 0;
  if (!isDigits(text, signs) || (signs === 0 && text.startsWith('00'))) return compactWritten(text);
  const count = text.length - signs;
  return count < fewest || count > most ? undefined : text;
}

function compactWritten(text: string): string | undefined {
  let digits = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= zero && code <= nine) digits += text[at];
    // Letters begin an extension, which is not part of the number.
    else if ((code | 32) >= 97 && (code | 32) <= 122) break;
  }
  const international = text.trimStart().startsWith('+') || text.trimStart().startsWith('(+');
  const trunk = !international && digits.startsWith('00');
  const count = trunk ? digits.length - 2 : digits.length;
  if (count < fewest || count > most) return undefined;
  if (trunk) return `+${digits.slice(2)}`;
  // `+49 (0)30`: the trunk zero in brackets is not dialled from abroad.
  return international ? `+${text.includes('(0)') ? digits.replace(/^(\d{1,3}?)0(?=\d{6})/, '$1') : digits}` : digits;
}

/** By the numbering plans, and where these say nothing (trunk zeros behind the country code …), by the library. */
function internationalPhone(compact: string): Phone | undefined {
  const country = planCountry(compact);
  if (country !== undefined) return { e164: compact, country };
  const known = libraryAnswers.get(compact);
  if (known !== undefined || libraryAnswers.has(compact)) return known;
  const parsed = parsePhoneNumberFromString(owned(compact));
  const phone = parsed?.isValid() === true ? { e164: parsed.number, country: parsed.country } : undefined;
  return remember(libraryAnswers, compact, phone);
}

function nationalPhone(digits: string, countries: readonly string[]): Phone | undefined {
  for (const country of countries) {
    const e164 = dialledIn(country, digits);
    if (e164 !== undefined) return { e164, country };
  }
  return undefined;
}

/**
 * The valid phone number that the text writes: in international form (`+` or `00`) anywhere, else as dialled in one of
 * `countries` (ISO 3166), the first that fits. Measured on one core with distinct numbers: five million
 * a second as E.164 writes them, two million with spaces, one million in national form where 20 countries are tried,
 * 0.1 million where the library is asked.
 */
export function parsePhone(text: string, countries: readonly string[]): Phone | undefined {
  const compact = compactOf(text);
  if (compact === undefined) return undefined;
  return compact.startsWith('+') ? internationalPhone(compact) : nationalPhone(compact, countries);
}

/** A number in international form; `checked` where its country uses it, else of a possible length only. */
export function phone(match: string): Validation | undefined {
  const compact = compactOf(match);
  if (compact === undefined || !compact.startsWith('+') || oneDigit.test(compact)) return undefined;
  const found = internationalPhone(compact);
  if (found === undefined) return { normal: compact, checked: false, detail: 'of a possible length' };
  const { e164: normal, country } = found;
  const detail = 'valid in its country';
  // Digits alone from 00 begin parcel and article numbers as well.
  if (match.startsWith('00') && isDigits(match, 0)) return { normal, checked: true, detail, country, by: -0.1 };
  return { normal, checked: true, detail, country };
}

const oneDigit = /^\+?(\d)\1+$/;

/** Dates, and round numbers: `100 000 000`. */
const noPhone =
  /^\(?(?:(?:19|20)\d\d([-./ ])\d\d?\1\d\d?|\d\d?([-./ ])\d\d?\2(?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d|\d{1,3}(?:[ .]000)+)$/;

/** Tried for numbers in national form where nothing says the country. */
const usual = [
  'US',
  'GB',
  'DE',
  'FR',
  'IT',
  'ES',
  'AT',
  'CH',
  'NL',
  'BE',
  'IE',
  'PL',
  'PT',
  'SE',
  'DK',
  'CA',
  'AU',
  'IN',
  'BR',
  'MX',
];

function isUsual(digits: string): boolean {
  return nationalAnswers.get(digits) ?? remember(nationalAnswers, digits, nationalPhone(digits, usual) !== undefined);
}

/**
 * A number as dialled inside a country. Which country is open: `normal` is the digits as dialled, which match
 * parsePhone's result once the country is known.
 */
export function phoneNational(match: string): Validation | undefined {
  const compact = compactOf(match);
  if (compact === undefined || compact.startsWith('+') || oneDigit.test(compact) || noPhone.test(match))
    return undefined;
  if (!isUsual(compact)) return undefined;
  if (/^\d{13}$/.test(match) && articleNumber(match) !== undefined)
    return { normal: compact, checked: false, detail: 'has the check digit of an article number', by: -0.3 };
  return { normal: compact, checked: false, detail: 'valid as a national number' };
}

/** A number in a national grouping that hardly anything else has; `checked` where the country of that form uses it. */
export function phoneGrouped(match: string): Validation | undefined {
  const country = /^0\d(?:[ .]\d\d){4}$/.test(match) ? 'FR' : 'US';
  const found = parsePhone(match, country === 'US' ? ['US', 'CA'] : ['FR']);
  if (found === undefined) return undefined;
  return { normal: found.e164, checked: true, detail: 'valid in its country', country: found.country };
}
