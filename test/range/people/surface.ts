import type { Random } from '../random.ts';
import type { Vocabulary } from '../words/index.ts';
import { type Country, countries } from '../words/list.ts';
import type { Address, Day, Person } from './person.ts';

/** Accents dropped, as mail systems and old databases do; German umlauts spelled out. */
export function plain(text: string): string {
  const spelled = text.replaceAll(
    /[äöüÄÖÜß]/g,
    (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue', Ä: 'Ae', Ö: 'Oe', Ü: 'Ue', ß: 'ss' })[letter] ?? letter,
  );
  return spelled.replaceAll('ı', 'i').normalize('NFKD').replaceAll(/\p{M}/gu, '');
}

/** A name as part of a mail address. */
export function mailPart(name: string): string {
  return plain(name)
    .toLowerCase()
    .replaceAll(/[^a-z-]/g, '');
}

export function slug(text: string): string {
  return plain(text)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

export function publicIp(random: Random): string {
  return `${random.pick([31, 46, 62, 77, 80, 81, 84, 85, 87, 88, 91, 93, 151, 176, 178, 188, 212, 217])}.${random.int(1, 254)}.${random.int(1, 254)}.${random.int(1, 254)}`;
}

export function firmName(words: Vocabulary, random: Random): string {
  const country = random.pick(countries);
  const local = words.country[country];
  const core = random.chance(0.35)
    ? `${random.pick(local.family)} ${random.pick(['& Söhne', '& Partner', '& Co', 'et Fils', 'e Figli', 'Hermanos', 'Brothers'])}`
    : `${random.pick(words.firmRoots)} ${random.pick(words.firmTrades)}`;
  return `${core} ${random.pick(local.forms)}`;
}

const two = (value: number) => String(value).padStart(2, '0');

export type DateStyle = 'iso' | 'dots' | 'slashes' | 'us' | 'dashes' | 'shortDots';

/** A day as the locale or the program writes it. `us` puts the month first. */
export function writeDay({ year, month, day }: Day, style: DateStyle): string {
  switch (style) {
    case 'iso':
      return `${year}-${two(month)}-${two(day)}`;
    case 'dots':
      return `${two(day)}.${two(month)}.${year}`;
    case 'shortDots':
      return `${day}.${month}.${year}`;
    case 'slashes':
      return `${two(day)}/${two(month)}/${year}`;
    case 'us':
      return `${two(month)}/${two(day)}/${year}`;
    case 'dashes':
      return `${two(day)}-${two(month)}-${year}`;
  }
}

/** Date styles that a program in this country uses. */
export function dateStylesOf(country: Country): readonly DateStyle[] {
  if (country === 'US') return ['us', 'iso'];
  if (country === 'DE') return ['dots', 'iso', 'shortDots'];
  return country === 'GB' ? ['slashes', 'iso', 'dashes'] : ['slashes', 'iso', 'dashes', 'dots'];
}

/** Street and house number in the order of the country. */
export function writeStreet({ street, number, country }: Address): string {
  if (country === 'FR' || country === 'GB' || country === 'US') return `${number} ${street}`;
  return country === 'ES' ? `${street}, ${number}` : `${street} ${number}`;
}

/** Postcode and city in the order of the country. */
export function writeCity({ postcode, city, region, country }: Address): string {
  if (country === 'US') return `${city}, ${region} ${postcode}`;
  return country === 'GB' ? `${city} ${postcode}` : `${postcode} ${city}`;
}

export function writeAddress(address: Address): string {
  return `${writeStreet(address)}, ${writeCity(address)}`;
}

export function fullName({ given, family }: Person): string {
  return `${given} ${family}`;
}
