import { type DateStyle, dateStylesOf, plain } from '../people/surface.ts';
import { type PhoneStyle, phoneStyles } from '../people/phone.ts';
import type { Random } from '../random.ts';
import { type Country, type Language, languageOf } from '../words/list.ts';

/** How one program writes: everything in one file follows it. */
export interface Style {
  readonly language: Language;
  readonly country: Country;
  readonly dates: DateStyle;
  /** Styles that the phones of this file are written in: one for a program, several where people typed. */
  readonly phones: readonly PhoneStyle[];
  readonly names: 'as is' | 'upper' | 'without accents' | 'lower';
  readonly nameOrder: 'given first' | 'family, given' | 'family given';
  readonly mails: 'lower' | 'upper' | 'capitalised';
  readonly cards: 'plain' | 'spaces' | 'dashes';
  readonly ibans: 'plain' | 'groups';
  readonly ids: 'official' | 'bare';
  readonly headers: HeaderStyle;
  /** Files from before a move have the former address. */
  readonly age: 'current' | 'old';
  /** A number like `0.04`: cells left empty where they are not needed to tell who it is. */
  readonly gaps: number;
  /** Cells may hold line ends (quoted CSV). */
  readonly lines: 'single' | 'multiple';
}

const headerStyles = [
  'as written',
  'as written',
  'as written',
  'title',
  'lower',
  'upper',
  'snake',
  'camel',
  'upper snake',
  'kebab',
  'colon',
  'starred',
] as const;
export type HeaderStyle = (typeof headerStyles)[number];

export function styleOf(country: Country, random: Random, lines: Style['lines'] = 'single'): Style {
  const one = random.pick(phoneStyles);
  return {
    language: random.chance(0.8) ? languageOf[country] : 'en',
    country,
    dates: random.pick(dateStylesOf(country)),
    phones: random.chance(0.6) ? [one] : random.sample(phoneStyles, 3),
    names: random.pick([
      'as is',
      'as is',
      'as is',
      'as is',
      'as is',
      'without accents',
      'without accents',
      'upper',
      'lower',
    ] as const),
    nameOrder: random.pick(['given first', 'given first', 'given first', 'family, given', 'family given'] as const),
    mails: random.pick(['lower', 'lower', 'lower', 'lower', 'upper', 'capitalised'] as const),
    cards: random.pick(['plain', 'plain', 'spaces', 'dashes'] as const),
    ibans: random.pick(['plain', 'groups'] as const),
    ids: random.pick(['official', 'official', 'bare'] as const),
    headers: random.pick(headerStyles),
    age: random.chance(0.25) ? 'old' : 'current',
    gaps: random.pick([0, 0.03, 0.08]),
    lines,
  };
}

/** A name in the letters of this program. */
export function letters(text: string, style: Style): string {
  switch (style.names) {
    case 'as is':
      return text;
    case 'upper':
      return text.toUpperCase();
    case 'lower':
      return text.toLowerCase();
    case 'without accents':
      return plain(text);
  }
}

/** A header phrase as programs and people spell column names. Databases drop accents and punctuation. */
export function writeHeader(phrase: string, style: HeaderStyle): string {
  const words = () =>
    plain(phrase)
      .replaceAll('#', ' no ')
      .replaceAll('°', 'o')
      .split(/[^A-Za-z0-9]+/)
      .filter((word) => word !== '');
  const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase();
  switch (style) {
    case 'as written':
      return phrase;
    case 'title':
      return phrase.replaceAll(/(^|\s)(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());
    case 'lower':
      return phrase.toLowerCase();
    case 'upper':
      return phrase.toUpperCase();
    case 'snake':
      return words().join('_').toLowerCase();
    case 'upper snake':
      return words().join('_').toUpperCase();
    case 'kebab':
      return words().join('-').toLowerCase();
    case 'camel': {
      const [first = '', ...rest] = words();
      return first.toLowerCase() + rest.map(capital).join('');
    }
    case 'colon':
      return `${phrase}:`;
    case 'starred':
      return `${phrase}*`;
  }
}
