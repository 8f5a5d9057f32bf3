import { dayExists } from './calendar.ts';
import type { Validation } from './validator.ts';

/** Month names by their first letters without accents, in the languages of the supported countries. */
const monthStarts: readonly (readonly [start: string, month: number])[] = [
  ['jan', 1],
  ['gen', 1],
  ['ene', 1],
  ['janv', 1],
  ['jan', 1],
  ['feb', 2],
  ['fev', 2],
  ['mar', 3],
  ['mae', 3],
  ['mrz', 3],
  ['apr', 4],
  ['avr', 4],
  ['abr', 4],
  ['may', 5],
  ['mai', 5],
  ['mag', 5],
  ['juin', 6],
  ['jun', 6],
  ['giu', 6],
  ['juil', 7],
  ['jul', 7],
  ['lug', 7],
  ['aug', 8],
  ['aou', 8],
  ['ago', 8],
  ['sep', 9],
  ['set', 9],
  ['oct', 10],
  ['okt', 10],
  ['ott', 10],
  ['out', 10],
  ['nov', 11],
  ['dec', 12],
  ['dez', 12],
  ['dic', 12],
  ['maa', 3],
  ['mrt', 3],
  ['mei', 5],
  ['maj', 5],
  ['sty', 1],
  ['lut', 2],
  ['kwi', 4],
  ['cze', 6],
  ['lip', 7],
  ['sie', 8],
  ['wrz', 9],
  ['paz', 10],
  ['lis', 11],
  ['gru', 12],
];

function monthOf(name: string): number {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return monthStarts.find(([start]) => plain.startsWith(start))?.[1] ?? 0;
}

interface Day {
  readonly year: number;
  /** Readings as [day, month]; two where day and month could change places. */
  readonly readings: readonly (readonly [day: number, month: number])[];
}

function read(text: string): Day | undefined {
  const plain = text.trim();
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00(?:\.0{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.exec(
    plain,
  );
  if (iso !== null) return { year: Number(iso[1]), readings: [[Number(iso[3]), Number(iso[2])]] };
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (compact !== null) return { year: Number(compact[1]), readings: [[Number(compact[3]), Number(compact[2])]] };
  const parted = /^(\d{1,2})([-/. ]) ?(\d{1,2})\2 ?(\d{4}|\d{2})$/.exec(plain);
  if (parted !== null) {
    const [a, b, y] = [Number(parted[1]), Number(parted[3]), Number(parted[4])];
    const year = (parted[4] ?? '').length === 2 ? 1900 + y : y;
    // The dot is never used for month first; the slash is, in the US.
    return {
      year,
      readings:
        parted[2] === '.'
          ? [[a, b]]
          : [
              [a, b],
              [b, a],
            ],
    };
  }
  const dayFirst =
    /^(\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?[ -](?:de |of )?(\p{L}{3,12})\.?,?[ -](?:de |del )?(\d{4})$/iu.exec(plain);
  if (dayFirst !== null)
    return { year: Number(dayFirst[3]), readings: [[Number(dayFirst[1]), monthOf(dayFirst[2] ?? '')]] };
  const monthFirst = /^(\p{L}{3,10})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/iu.exec(plain);
  if (monthFirst !== null)
    return { year: Number(monthFirst[3]), readings: [[Number(monthFirst[2]), monthOf(monthFirst[1] ?? '')]] };
  return undefined;
}

const isoForm = /^\d{4}-\d{2}-\d{2}$/;

/** A date as programs write it: its own normal form, which most are. */
function isIsoDay(text: string): boolean {
  if (text.length !== 10 || !isoForm.test(text)) return false;
  const year = Number(text.slice(0, 4));
  return isLifetime(year) && dayExists(Number(text.slice(8)), Number(text.slice(5, 7)), year);
}

function isLifetime(year: number): boolean {
  return year >= 1900 && year <= 2035;
}

/**
 * A day on which a person now alive or lately dead may be born: it exists, and its year is 1900 to 2035. `normal` is
 * ISO 8601 where there is one reading only; else `1990-(03-04|04-03)`, lower month first, which day and month exchanged
 * also give.
 */
export function dateOfBirth(match: string): Validation | undefined {
  const detail = 'a day that exists';
  if (isIsoDay(match)) return { normal: match, checked: false, detail };
  const day = read(match);
  if (day === undefined || !isLifetime(day.year)) return undefined;
  const forms = day.readings
    .filter(([d, m]) => dayExists(d, m, day.year))
    .map(([d, m]) => `${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`);
  const unique = [...new Set(forms)].sort();
  if (unique.length === 0) return undefined;
  return {
    normal: unique.length === 1 ? `${day.year}-${unique[0]}` : `${day.year}-(${unique.join('|')})`,
    checked: false,
    detail,
  };
}
