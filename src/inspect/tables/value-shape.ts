import type { NameLists } from '../labels/lists.ts';
import { foldText, labelWords } from '../labels/normal.ts';
import type { LabelBook } from '../labels/classify.ts';
import { addressShape } from './address.ts';
import { type DateOrder, dateOrder, parseDate } from './dates.ts';
import { nameShape } from './person-name.ts';

/** What the values of one column have in common; all shares are 0 to 1 of the values that are not empty. */
export interface ValueShape {
  readonly count: number;
  readonly distinct: number;
  readonly email: number;
  readonly ip: number;
  /** Dotted quads that begin as versions do: with two small numbers. */
  readonly version: number;
  readonly phone: number;
  /** Values with six digits or more. */
  readonly digits: number;
  readonly date: number;
  readonly order: DateOrder | undefined;
  /** Years of the values that are dates, in order of the column. */
  readonly years: readonly number[];
  /** Mean of nameShape. */
  readonly name: number;
  /** Values that surely or likely are names: nameShape of 0.6 or more. */
  readonly named: number;
  /** Values of two words or more. */
  readonly words: number;
  readonly given: number;
  readonly family: number;
  /** Values that begin and end with a name that is known: hardly any product or title does. */
  readonly framed: number;
  readonly city: number;
  readonly country: number;
  readonly gender: number;
  /** Mean of addressShape. */
  readonly street: number;
  readonly postcode: number;
  readonly hash: number;
  readonly password: number;
  readonly code: number;
  readonly organisation: number;
}

const email = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u;
const ip = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f]{0,4}){2,7})$/iu;
const version = /^(?:\d|1[1-9]|2[0-4])\.(?:[12]?\d|3[01])(?:\.\d{1,3}){2}$/u;
const phone = /^(?:\+|00|0|\()[\d\s().\-/]{6,20}$/u;
const postcode =
  /^(?:(?:[A-Z]{1,2}-)?\d{4,5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|\d{4}-\d{3})$/iu;
const hash = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128}|\$\w{1,8}\$\S{8,}|\{\w+\}\S{8,})$/iu;
const code = /^[A-Z]{0,5}[-_/]?\d{2,12}$/iu;
const passwordLike = /^\S{5,40}$/u;
const legalForm =
  /(?:^|[\s,])(?:gmbh|ag|kg|ohg|ug|ltd|limited|plc|llc|inc|corp|co|sarl|sas|sa|spa|s\.p\.a|srl|s\.r\.l|sl|s\.l|bv|b\.v|nv|e\.v|group|gruppe|holding)\.?$/iu;
const genders = new Set(
  'm f w d x h v male female other divers mannlich weiblich homme femme masculin feminin maschio femmina hombre mujer varon masculino femenino man vrouw mr mrs ms herr frau monsieur madame'.split(
    ' ',
  ),
);

/** Measures the values of one column; empty ones are passed over. */
export function measureValues(values: readonly string[], book: LabelBook): ValueShape {
  const all = values.map((value) => value.trim()).filter((value) => value !== '');
  const share = (test: (value: string) => boolean): number =>
    all.length === 0 ? 0 : all.filter(test).length / all.length;
  const mean = (weigh: (value: string) => number): number =>
    all.reduce((sum, value) => sum + weigh(value), 0) / Math.max(1, all.length);
  const order = dateOrder(all);
  const dates = all.flatMap((value) => parseDate(value, order) ?? []);
  const { names, places } = book;
  const first = (value: string): string => foldText(value).split(/[\s-]/u)[0] ?? '';
  return {
    count: all.length,
    distinct: new Set(all).size / Math.max(1, all.length),
    email: share((value) => email.test(value)),
    ip: share((value) => ip.test(value) && value.length > 6),
    version: share((value) => version.test(value)),
    phone: share((value) => phone.test(value) && digitsIn(value) >= 7 && digitsIn(value) <= 15),
    digits: share((value) => digitsIn(value) >= 6),
    date: dates.length / Math.max(1, all.length),
    order,
    years: dates.map((date) => Number(date.slice(0, 4))),
    name: mean((value) => nameShape(value, names)),
    named: share((value) => nameShape(value, names) >= 0.6),
    words: share((value) => /\p{L}[\s,]+\p{L}/u.test(value)),
    given: share((value) => names.given.has(first(value))),
    family: share((value) => names.family.has(first(value))),
    framed: share((value) => isFramed(value, names)),
    city: share((value) => places.cities.has(labelWords(value).join(' '))),
    country: share((value) => places.countries.has(labelWords(value).join(' '))),
    gender: share((value) => genders.has(foldText(value).replace(/\.$/u, ''))),
    street: mean((value) => addressShape(value, places)),
    postcode: share((value) => postcode.test(value)),
    hash: share((value) => hash.test(value)),
    password: share(isPasswordLike),
    code: share((value) => code.test(value)),
    organisation: share((value) => legalForm.test(value)),
  };
}

function isFramed(value: string, names: NameLists): boolean {
  const words = foldText(value)
    .split(/[\s,]+/u)
    .filter((word) => word.length > 1 && !names.titles.has(word));
  const listed = (word: string | undefined): boolean =>
    word !== undefined && word.split('-').some((part) => names.given.has(part) || names.family.has(part));
  return words.length > 1 && listed(words[0]) && listed(words.at(-1));
}

function digitsIn(value: string): number {
  let count = 0;
  for (let at = 0; at < value.length; at += 1) {
    const unit = value.charCodeAt(at);
    if (unit >= 48 && unit <= 57) count += 1;
  }
  return count;
}

/** One word that mixes kinds of characters and is no address, path, date or identifier of a common form. */
function isPasswordLike(value: string): boolean {
  if (!passwordLike.test(value) || email.test(value) || ip.test(value) || code.test(value) || hash.test(value))
    return false;
  if (/^[\da-f]{8}-[\da-f]{4}-/iu.test(value) || /:\/\/|^[\d.,:/+-]+$|\.[a-z]{2,4}$/iu.test(value)) return false;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(value)).length;
  return kinds >= 2 && !/^\p{Lu}\p{Ll}+(?:[-']\p{Lu}\p{Ll}+)*$/u.test(value);
}
