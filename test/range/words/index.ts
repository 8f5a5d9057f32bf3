import {
  departments,
  firmForms,
  firmRoots,
  firmTrades,
  jobTitles,
  mailProviders,
  products,
  sharedMailboxes,
} from './firms.ts';
import { groupNames } from './groups.ts';
import { de } from './headers/de.ts';
import { en } from './headers/en.ts';
import { es } from './headers/es.ts';
import { fr } from './headers/fr.ts';
import { it } from './headers/it.ts';
import { type HeaderKey, type NationalKind, headerKeys, nationalHeaders } from './headers/keys.ts';
import { type Country, type Language, countries, languages, list } from './list.ts';
import { names } from './names.ts';
import { cities, countryNames, streets } from './places.ts';
import { secretNames } from './secrets.ts';
import { fileStems, greetings, noteWords, sentences, statusWords, titles } from './sentences.ts';
import { type Side, Splitter } from './split.ts';

type Words = readonly string[];
interface CountryWords {
  readonly female: Words;
  readonly male: Words;
  readonly family: Words;
  readonly streets: Words;
  /** `City;postcode pattern;region`. */
  readonly cities: Words;
  readonly providers: Words;
  /** How the country itself is written. Not split: there are only so many ways. */
  readonly spelled: Words;
  /** Legal forms of firms. Not split. */
  readonly forms: Words;
}
interface LanguageWords {
  readonly headers: Readonly<Record<HeaderKey, Words>>;
  readonly sentences: Words;
  readonly greetings: Words;
  readonly titles: Words;
}

/** The words of one side of the split. */
export interface Vocabulary {
  readonly side: Side;
  readonly country: Readonly<Record<Country, CountryWords>>;
  readonly language: Readonly<Record<Language, LanguageWords>>;
  readonly national: Readonly<Record<NationalKind, Words>>;
  readonly firmRoots: Words;
  readonly firmTrades: Words;
  readonly products: Words;
  readonly departments: Words;
  readonly jobTitles: Words;
  readonly sharedMailboxes: Words;
  readonly fileStems: Words;
  readonly statusWords: Words;
  readonly noteWords: Words;
  readonly secretNames: Readonly<Record<string, Words>>;
  readonly groups: Readonly<Record<keyof typeof groupNames, Words>>;
}

const headers: Record<Language, Record<HeaderKey, string>> = { en, de, fr, it, es };

function build(): Record<Side, Vocabulary> {
  const splitter = new Splitter();
  const dealt = <K extends string, V>(keys: readonly K[], of: (key: K) => Record<Side, V>) => {
    const all = keys.map((key) => [key, of(key)] as const);
    const on = (side: Side) => Object.fromEntries(all.map(([key, pair]) => [key, pair[side]])) as Record<K, V>;
    return { development: on('development'), reserved: on('reserved') };
  };
  const language = dealt(languages, (code) => {
    const parts = {
      headers: dealt(headerKeys, (key) => splitter.deal(list(headers[code][key]))),
      sentences: splitter.deal(sentences[code]),
      greetings: splitter.deal(greetings[code]),
      titles: splitter.deal(titles[code]),
    };
    return pair(parts);
  });
  const national = dealt(Object.keys(nationalHeaders) as NationalKind[], (kind) =>
    splitter.deal(list(nationalHeaders[kind])),
  );
  // Names, places and firms are dealt after headers, each world with its own splitter: a street named after a family
  // does not decide on the family.
  const people = new Splitter();
  const places = new Splitter();
  const firms = new Splitter();
  const structure = new Splitter();
  const country = dealt(countries, (code) =>
    pair({
      female: people.deal(names[code].female),
      male: people.deal(names[code].male),
      family: people.deal(names[code].family),
      streets: places.deal(streets[code]),
      cities: places.deal(cities[code]),
      providers: firms.deal(mailProviders[code]),
      spelled: { development: countryNames[code], reserved: countryNames[code] },
      forms: { development: firmForms[code], reserved: firmForms[code] },
    }),
  );
  return pair({
    side: { development: 'development' as Side, reserved: 'reserved' as Side },
    language,
    national,
    country,
    firmRoots: firms.deal(firmRoots),
    firmTrades: firms.deal(firmTrades),
    products: firms.deal(products),
    departments: firms.deal(departments),
    jobTitles: firms.deal(jobTitles),
    sharedMailboxes: firms.deal(sharedMailboxes),
    fileStems: firms.deal(fileStems),
    statusWords: firms.deal(statusWords),
    noteWords: firms.deal(noteWords),
    groups: dealt(Object.keys(groupNames) as (keyof typeof groupNames)[], (key) => structure.deal(groupNames[key])),
    secretNames: dealt(Object.keys(secretNames), (key) => splitter.deal(list(secretNames[key] ?? ''))),
  });
}

/** A record of pairs as a pair of records. */
function pair<T extends Record<string, Record<Side, unknown>>>(parts: T): Record<Side, { [K in keyof T]: T[K][Side] }> {
  const on = (side: Side) =>
    Object.fromEntries(Object.entries(parts).map(([key, value]) => [key, value[side]])) as {
      [K in keyof T]: T[K][Side];
    };
  return { development: on('development'), reserved: on('reserved') };
}

const vocabularies = build();

/** All words that a range of this side may use. */
export function vocabulary(side: Side): Vocabulary {
  return vocabularies[side];
}
