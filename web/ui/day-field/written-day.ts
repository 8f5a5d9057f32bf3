/** How exactly a field asks: for a day, or for a day and a time. */
export type Precision = 'day' | 'minute';

const inFigures = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
/** Nobody writes the month first with dots. */
const withDots = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/;
const inWords = /^(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4})$/;
const withTime = /^(.+?)(?:t|,? )(\d{1,2}):(\d{2})$/;
const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/**
 * What somebody typed, as `2026-11-22`, or `2026-11-22T10:15` to the minute; empty for nothing, undefined for what is no day
 * or one of two. Slashes are not read: half the world means another day by them.
 */
export function readDay(typed: string, precision: Precision): string | undefined {
  const text = typed.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  if (text === '') return '';
  if (precision === 'day') return dayIn(text);
  const [, before = '', hours = '', minutes = ''] = withTime.exec(text) ?? [];
  const day = dayIn(before);
  if (day === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return `${day}T${hours.padStart(2, '0')}:${minutes}`;
}

/** As the field shows what it holds, and as it reads it: `2026-11-22 10:15`. */
export const writtenDay = (value: string): string => value.replace('T', ' ');

export const exampleOf = (precision: Precision): string => (precision === 'day' ? '2026-11-22' : '2026-11-22 10:15');

/** What is wrong with what was typed, and what to do. */
export function faultOf(typed: string, precision: Precision): string {
  const example = exampleOf(precision);
  if (typed.includes('/')) return `Day and month could change places here. Write it as ${example}`;
  const shape = precision === 'day' ? inFigures : /^(\d{4})-(\d{1,2})-(\d{1,2})(?:t|,? )(\d{1,2}):(\d{2})$/;
  if (shape.test(typed.trim().toLowerCase())) return 'There is no such day, or no such time. Look at the figures';
  return `Write it as ${example}`;
}

function dayIn(text: string): string | undefined {
  const figures = inFigures.exec(text);
  if (figures !== null) return existing(figures[1], figures[2], figures[3]);
  const dots = withDots.exec(text);
  if (dots !== null) return existing(dots[3], dots[2], dots[1]);
  const words = inWords.exec(text);
  const month = months.findIndex((name) => words?.[2] !== undefined && name.startsWith(words[2]));
  return words === null || month < 0 ? undefined : existing(words[3], String(month + 1), words[1]);
}

function existing(year = '', month = '', day = ''): string | undefined {
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${written}T00:00:00Z`);
  // 30 February is read as 1 March by some engines, and refused by others.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : undefined;
}
