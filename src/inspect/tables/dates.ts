export type DateOrder = 'dmy' | 'mdy' | 'ymd';

// Month names of en, de, fr, it, es, nl, pt, pl by their beginnings, folded; the longer beginnings come first.
const monthBeginnings: readonly (readonly string[])[] = [
  ['jan', 'janv', 'gen', 'ene', 'sty', 'jaen'],
  ['feb', 'fev', 'lut'],
  ['mar', 'maerz', 'mrz', 'mrt', 'maa'],
  ['apr', 'avr', 'abr', 'kwi'],
  ['mai', 'may', 'mag', 'mei', 'maj'],
  ['jun', 'juin', 'giu', 'cze'],
  ['jul', 'juil', 'lug', 'lip'],
  ['aug', 'aou', 'ago', 'sie'],
  ['sep', 'set', 'wrz'],
  ['oct', 'okt', 'ott', 'out', 'paz'],
  ['nov', 'lis'],
  ['dec', 'dez', 'dic', 'gru', 'des'],
];

const numeric = /^(\d{1,4})\s?([-/.\s])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?$/u;
const compact = /^(\d{4})(\d{2})(\d{2})$/u;
const compactDay = /^(\d{2})(\d{2})(\d{4})$/u;
const dayMonth =
  /^(\d{1,2})(?:st|nd|rd|th|er|º|°|o|\.|e)?[\s.-]*(?:de |of )?([a-z]{3,12})\.?,?[\s.-]*(?:de |del )?(\d{4}|'?\d{2})$/u;
const monthDay = /^([a-z]{3,12})\.?[\s.-]*(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})$/u;
const yearMonth = /^(\d{4})[\s.-]*([a-z]{3,9})\.?[\s.-]*(\d{1,2})$/u;
const midnight = /[t\s]+(?:00?:00(?::00(?:\.0+)?)?)?\s?(?:z|utc|[+-]00:?00|am)?$/u;
const weekday = /^[a-z]{2,10}\.?,\s+(?=\d|[a-z])/u;
const longestDate = 40;

/** Two-digit years from 30 on are of the last century. */
const pivot = 30;

function fold(value: string): string {
  return value
    .trim()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '');
}

/**
 * The ISO date (`1980-02-03`) that a value states, or undefined. `order` decides where day and month could be either;
 * without it dots mean day first, and slashes or dashes are read only where they are unambiguous, else day first.
 * A time of midnight is passed over; any other time makes it a timestamp, which is no date.
 */
export function parseDate(value: string, order?: DateOrder): string | undefined {
  if (value.length < 6 || value.length > longestDate) return undefined;
  const text = fold(value).replace(weekday, '').replace(midnight, '').trim();
  const parts = numeric.exec(text);
  if (parts !== null) return fromNumbers(parts[1] ?? '', parts[3] ?? '', parts[4] ?? '', order);
  const short = compact.exec(text);
  if (short !== null) {
    const iso = isoDate(Number(short[1]), Number(short[2]), Number(short[3]));
    if (iso !== undefined && Number(short[1]) >= 1800 && Number(short[1]) < 2200) return iso;
  }
  const shortDay = compactDay.exec(text);
  if (shortDay !== null && order !== undefined && order !== 'ymd') {
    return fromNumbers(shortDay[1] ?? '', shortDay[2] ?? '', shortDay[3] ?? '', order);
  }
  return fromWords(text);
}

function fromWords(text: string): string | undefined {
  const day = dayMonth.exec(text);
  if (day !== null) return isoDate(fullYear((day[3] ?? '').replace("'", '')), monthOf(day[2] ?? ''), Number(day[1]));
  const month = monthDay.exec(text);
  if (month !== null) return isoDate(Number(month[3]), monthOf(month[1] ?? ''), Number(month[2]));
  const year = yearMonth.exec(text);
  if (year !== null) return isoDate(Number(year[1]), monthOf(year[2] ?? ''), Number(year[3]));
  return undefined;
}

function fromNumbers(first: string, second: string, third: string, order: DateOrder | undefined): string | undefined {
  if (first.length === 4) {
    return third.length > 2 ? undefined : isoDate(Number(first), Number(second), Number(third));
  }
  if (first.length === 3 || third.length === 3 || third.length === 1) return undefined;
  if (order === 'ymd' && third.length === 2) return isoDate(fullYear(first), Number(second), Number(third));
  const year = third.length === 4 ? Number(third) : fullYear(third);
  const dayFirst = isoDate(year, Number(second), Number(first));
  const monthFirst = isoDate(year, Number(first), Number(second));
  return order === 'mdy' ? (monthFirst ?? dayFirst) : (dayFirst ?? monthFirst);
}

function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year + (year < pivot ? 2000 : 1900);
}

/** The month that a folded word begins like; 0 for none. */
export function monthOf(word: string): number {
  return monthBeginnings.findIndex((beginnings) => beginnings.some((beginning) => word.startsWith(beginning))) + 1;
}

const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isoDate(year: number, month: number, day: number): string | undefined {
  if (year < 1000 || year > 9999 || day < 1 || day > (monthDays[month - 1] ?? 0)) return undefined;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2 && day === 29 && !leap) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Whether somebody alive or lately dead can be born on an ISO date; `latest` is the last day that counts. */
export function birthDatePlausible(iso: string, latest = '2030-12-31'): boolean {
  return /^\d{4}-\d{2}-\d{2}$/u.test(iso) && iso >= '1900-01-01' && iso <= latest;
}

/** The order of day, month and year in a column, as far as the samples prove it; undefined where they leave it open. */
export function dateOrder(samples: readonly string[]): DateOrder | undefined {
  let dmy = 0;
  let mdy = 0;
  let ymd = 0;
  for (const sample of samples) {
    const parts = numeric.exec(fold(sample).replace(midnight, '').trim());
    if (parts === null) continue;
    const [first, second, third] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
    if ((parts[1] ?? '').length === 4) ymd += 1;
    else if (first > 31 && third <= 31) ymd += 1;
    else if (first > 12 && first <= 31 && second <= 12) dmy += 1;
    else if (second > 12 && second <= 31 && first <= 12) mdy += 1;
    else if (parts[2] === '.') dmy += 0.5;
  }
  const most = Math.max(dmy, mdy, ymd);
  if (most === 0 || (dmy === mdy && most === dmy)) return undefined;
  return most === ymd ? 'ymd' : most === dmy ? 'dmy' : 'mdy';
}
