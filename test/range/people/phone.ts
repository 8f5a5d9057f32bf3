import type { Random } from '../random.ts';
import type { Country } from '../words/list.ts';

/** A subscriber number: area or network code and the rest, without trunk zero and country code. */
export interface Phone {
  readonly country: Country;
  readonly kind: 'mobile' | 'landline';
  readonly area: string;
  readonly rest: string;
}

const codes: Record<Country, string> = { DE: '49', FR: '33', IT: '39', ES: '34', GB: '44', US: '1' };
/** What is dialled before the area code inside the country. */
const trunk: Record<Country, string> = { DE: '0', FR: '0', IT: '', ES: '', GB: '0', US: '' };

const plans: Record<Country, Record<Phone['kind'], readonly (readonly [area: string, restPattern: string])[]>> = {
  DE: {
    mobile: [
      ['151', '2#######'],
      ['160', '9#######'],
      ['170', '2######'],
      ['171', '3######'],
      ['172', '4######'],
      ['175', '5######'],
      ['176', '6#######'],
      ['177', '3######'],
      ['179', '5######'],
    ],
    landline: [
      ['30', '4#######'],
      ['40', '3#######'],
      ['69', '2#######'],
      ['89', '5#######'],
      ['221', '3######'],
      ['711', '6######'],
      ['341', '9######'],
    ],
  },
  FR: {
    mobile: [
      ['6', '1#######'],
      ['6', '2#######'],
      ['6', '6#######'],
      ['6', '8#######'],
      ['7', '8#######'],
      ['7', '6#######'],
    ],
    landline: [
      ['1', '42######'],
      ['1', '45######'],
      ['2', '40######'],
      ['3', '88######'],
      ['4', '78######'],
      ['5', '56######'],
    ],
  },
  IT: {
    mobile: [
      ['320', '#######'],
      ['328', '#######'],
      ['333', '#######'],
      ['338', '#######'],
      ['340', '#######'],
      ['347', '#######'],
      ['349', '#######'],
      ['388', '#######'],
    ],
    landline: [
      ['02', '4#######'],
      ['06', '5#######'],
      ['011', '5######'],
      ['051', '2######'],
      ['081', '7######'],
    ],
  },
  ES: {
    mobile: [
      ['6', '1#######'],
      ['6', '2#######'],
      ['6', '4#######'],
      ['6', '5#######'],
      ['6', '6#######'],
      ['6', '9#######'],
    ],
    landline: [
      ['91', '4######'],
      ['93', '2######'],
      ['96', '3######'],
      ['95', '4######'],
      ['94', '4######'],
    ],
  },
  GB: {
    mobile: [
      ['7712', '######'],
      ['7725', '######'],
      ['7801', '######'],
      ['7850', '######'],
      ['7912', '######'],
      ['7950', '######'],
      ['7966', '######'],
    ],
    landline: [
      ['20', '79######'],
      ['20', '83######'],
      ['161', '23#####'],
      ['121', '45#####'],
      ['113', '24#####'],
      ['131', '22#####'],
    ],
  },
  US: {
    mobile: [
      ['212', '6######'],
      ['312', '7######'],
      ['415', '8######'],
      ['512', '4######'],
      ['617', '8######'],
      ['206', '3######'],
      ['404', '2######'],
    ],
    landline: [
      ['303', '6######'],
      ['602', '2######'],
      ['704', '3######'],
      ['503', '2######'],
      ['614', '4######'],
      ['615', '3######'],
    ],
  },
};

export function phoneOf(country: Country, kind: Phone['kind'], random: Random): Phone {
  const [area, pattern] = random.pick(plans[country][kind]);
  const rest = pattern.replaceAll('#', () => random.digits(1));
  // North America: an exchange never ends in 11, and 555 is for films.
  const usable = country === 'US' ? rest.replace(/^(.)(11|55)/, '$142') : rest;
  return { country, kind, area, rest: usable };
}

const grouped = (digits: string, size: number) => digits.replaceAll(new RegExp(`(\\d{${size}})(?=\\d{2})`, 'g'), '$1 ');

export const phoneStyles = [
  'national',
  'nationalOther',
  'nationalPlain',
  'international',
  'internationalPlain',
  'zeroZero',
  'optionalTrunk',
] as const;
export type PhoneStyle = (typeof phoneStyles)[number];

/** The number as people and programs write it. */
export function writePhone(phone: Phone, style: PhoneStyle): string {
  const { country, area, rest } = phone;
  const zero = trunk[country];
  const code = codes[country];
  switch (style) {
    case 'national':
      return nationalUsual(phone);
    case 'nationalOther':
      return nationalOther(phone);
    case 'nationalPlain':
      return zero + area + rest;
    case 'international':
      return `+${code} ${bodyOf(phone)}`;
    case 'internationalPlain':
      return `+${code}${area}${rest}`;
    case 'zeroZero':
      return country === 'US' ? `1-${area}-${rest.slice(0, 3)}-${rest.slice(3)}` : `00${code} ${bodyOf(phone)}`;
    case 'optionalTrunk':
      return zero === '' ? `+${code} ${bodyOf(phone)}` : `+${code} (0)${bodyOf(phone)}`;
  }
}

function bodyOf({ country, area, rest }: Phone): string {
  if (country === 'FR') return `${area} ${grouped(rest, 2)}`;
  if (country === 'ES') return grouped(area + rest, 3);
  if (country === 'US') return `${area} ${rest.slice(0, 3)} ${rest.slice(3)}`;
  if (country === 'GB' && area.length < 4) return `${area} ${rest.slice(0, -4)} ${rest.slice(-4)}`;
  return `${area} ${rest}`;
}

function nationalUsual(phone: Phone): string {
  const { country, area, rest } = phone;
  if (country === 'FR') return grouped(`0${area}${rest}`, 2);
  if (country === 'US') return `(${area}) ${rest.slice(0, 3)}-${rest.slice(3)}`;
  return trunk[country] + bodyOf(phone);
}

function nationalOther(phone: Phone): string {
  const { country, area, rest } = phone;
  if (country === 'DE') return `0${area}/${rest}`;
  if (country === 'FR') return grouped(`0${area}${rest}`, 2).replaceAll(' ', '.');
  if (country === 'US') return `${area}-${rest.slice(0, 3)}-${rest.slice(3)}`;
  if (country === 'GB') return `(0${area}) ${rest}`;
  if (country === 'ES') return `${(area + rest).slice(0, 3)} ${grouped((area + rest).slice(3), 2)}`;
  return `${area}-${rest}`;
}
