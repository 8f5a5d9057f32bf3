import { parseDate } from '../tables/dates.ts';
import type { Day, StatedDay } from './stated-day.ts';
import { dayOf, readNumericDay } from './stated-day.ts';

const longest = 60;
const shortest = 6;
const weekday =
  /^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|mo|di|mi|do|fr|sa|so|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lun|mer|jeu|ven|sam|dim|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|(?:luned|marted|mercoled|gioved|venerd)[iì]|sabato|domenica)\.?,?\s+(?=[\d\p{L}])/iu;
/** `Mon Mar  4 10:00:00 CET 2019`, as Unix and C write it. */
const yearLast = /^(\p{L}{3,9})\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s+(?:[A-Z]{1,5}\s+)?(\d{4})$/u;
const time =
  /[\s,:T]+(?:at |um |à |alle |a las )?(\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?)(?:[.,]\d+)?(?:\s.{0,40}|[zZ]|[+-][\d:]+)?$/u;
const slashed = /^(\d{1,2})[/-](\p{L}{3,9})[/-](\d{4}|\d{2})/u;
const portable = /^D:(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?/u;
const figures = /^\d{8}(?:\d{6})?$/u;
const epoch = /^\d{10}(?:\d{3}|\d{6}|\.\d{1,9})?$/u;

/**
 * The day that a value states under a label that says it is a date: in figures, in words, as seconds or milliseconds since
 * 1970. The day is as it is written, whatever the zone.
 */
export function readDay(value: string): StatedDay | undefined {
  const text = value.trim();
  if (text.length < shortest || text.length > longest) return undefined;
  return readNumericDay(text, 0, text.length) ?? readFigures(text) ?? readWords(text);
}

function readFigures(text: string): StatedDay | undefined {
  const stamp = portable.exec(text);
  if (stamp !== null)
    return certain(dayOf(Number(stamp[1]), Number(stamp[2]), Number(stamp[3])), stamp[4] !== undefined);
  if (figures.test(text)) {
    const day = dayOf(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6, 8)));
    return certain(day, text.length > 8);
  }
  if (!epoch.test(text)) return undefined;
  const at = new Date(Math.floor(Number(text.slice(0, 10))) * 1000);
  return certain(dayOf(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()), true);
}

function readWords(value: string): StatedDay | undefined {
  const text = value.replace(weekday, '');
  const last = yearLast.exec(text);
  if (last !== null) return fromIso(parseDate(`${last[2]} ${last[1]} ${last[4]}`), last[3] ?? '');
  const clock = time.exec(text);
  const date = (clock === null ? text : text.slice(0, clock.index)).replace(slashed, '$1 $2 $3');
  if (!/\p{L}/u.test(date)) return undefined;
  return fromIso(parseDate(date), clock?.[1] ?? '');
}

const certain = (day: Day, timed: boolean): StatedDay | undefined =>
  day === 0 ? undefined : { day, monthFirst: day, timed };

function fromIso(iso: string | undefined, clock: string): StatedDay | undefined {
  return iso === undefined ? undefined : certain(Number(iso.replaceAll('-', '')), /[1-9]/u.test(clock));
}
