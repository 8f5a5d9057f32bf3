import { dayExists } from '../calendar.ts';

/** What a machine-readable zone says. Empty where it says nothing. */
export interface Zone {
  readonly kind: 'passport' | 'card' | 'visa';
  /** Code of the issuing state, `UTO`; `D<<` for Germany. */
  readonly issuer: string;
  readonly number: string;
  readonly familyName: string;
  readonly givenName: string;
  /** `1974-08-12`; the century is that in which the holder is younger than a hundred at expiry. */
  readonly birth: string;
  /** How many of its check digits hold, and how many there are. */
  readonly holding: number;
  readonly checks: number;
}

const weights = [7, 3, 1];

/** Value of a character: digits as they are, A is 10, the filler 0. ICAO Doc 9303, part 3, section 4.9. */
function valueOf(character: string): number {
  return character === '<' ? 0 : Number.parseInt(character, 36);
}

function checkDigit(text: string): string {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum += valueOf(text[at] ?? '<') * (weights[at % 3] ?? 0);
  return String(sum % 10);
}

const withoutFillers = (text: string): string => text.replaceAll('<', ' ').replace(/ +/g, ' ').trim();

/** Where the data elements are, by lines and their length. ICAO Doc 9303, parts 4 (TD3), 5 (TD1), 6 (TD2), 7 (visas). */
export function readZone(text: string): Zone | undefined {
  const lines = text.trim().split(/\s+/);
  const [first = '', second = '', third = ''] = lines;
  if (lines.some((line) => line.length !== first.length || !/^[A-Z\d<]+$/.test(line))) return undefined;
  if (lines.length === 3 && first.length === 30) return card(first, second, third);
  if (lines.length !== 2 || (first.length !== 44 && first.length !== 36)) return undefined;
  return booklet(first, second);
}

/** TD3, TD2 and visas: name above, all else below. */
function booklet(first: string, second: string): Zone {
  const kind = first.startsWith('V') ? 'visa' : first.startsWith('P') ? 'passport' : 'card';
  const checked: [text: string, digit: string][] = [];
  let number = second.slice(0, 9);
  let digit = second.slice(9, 10);
  if (digit === '<' && first.length === 36 && kind !== 'visa')
    [number, digit] = longNumber(number, second.slice(28, 35));
  checked.push(
    [number, digit],
    [second.slice(13, 19), second.slice(19, 20)],
    [second.slice(21, 27), second.slice(27, 28)],
  );
  if (kind !== 'visa') {
    const end = second.length - 1;
    if (first.length === 44) checked.push([second.slice(28, 42), second.slice(42, 43)]);
    checked.push([second.slice(0, 10) + second.slice(13, 20) + second.slice(21, end), second.slice(end)]);
  }
  return zoneOf(kind, { issuer: first.slice(2, 5), name: first.slice(5), number, line: second, at: 13 }, checked);
}

/** TD1: number above, dates in the middle, name below. */
function card(first: string, second: string, third: string): Zone {
  let number = first.slice(5, 14);
  let digit = first.slice(14, 15);
  if (digit === '<') [number, digit] = longNumber(number, first.slice(15));
  const checked: [string, string][] = [
    [number, digit],
    [second.slice(0, 6), second.slice(6, 7)],
    [second.slice(8, 14), second.slice(14, 15)],
    [first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29), second.slice(29)],
  ];
  return zoneOf('card', { issuer: first.slice(2, 5), name: third, number, line: second, at: 0 }, checked);
}

/** A number of more than nine characters goes on in the optional data, where its check digit ends it. */
function longNumber(begin: string, optional: string): [number: string, digit: string] {
  const rest = /^[A-Z\d]+/.exec(optional)?.[0] ?? '';
  return rest.length < 2 ? [begin, '<'] : [begin + rest.slice(0, -1), rest.slice(-1)];
}

function zoneOf(
  kind: Zone['kind'],
  { issuer, name, number, line, at }: { issuer: string; name: string; number: string; line: string; at: number },
  checked: readonly [text: string, digit: string][],
): Zone {
  const [family = '', given = ''] = name.split('<<');
  return {
    kind,
    issuer,
    number: withoutFillers(number).replaceAll(' ', ''),
    familyName: withoutFillers(family),
    givenName: withoutFillers(given),
    birth: birthOf(line.slice(at, at + 6), line.slice(at + 8, at + 10)),
    holding: checked.filter(([text, digit]) => holds(text, digit)).length,
    checks: checked.length,
  };
}

/** A filler stands for the check digit 0 of what is empty. */
const holds = (text: string, digit: string): boolean =>
  digit === '<' ? /^<+$/.test(text) : checkDigit(text) === digit;

function birthOf(day: string, expiry: string): string {
  if (!/^\d{6}$/.test(day)) return '';
  const short = Number(day.slice(0, 2));
  // Documents that ended in the nineties are of holders who were born before 2000.
  const isRecent = /^[0-6]\d$/.test(expiry) && short < Number(expiry);
  const year = (isRecent ? 2000 : 1900) + short;
  const isDay = dayExists(Number(day.slice(4)), Number(day.slice(2, 4)), year);
  return isDay ? `${year}-${day.slice(2, 4)}-${day.slice(4)}` : '';
}
