import type { Random } from '../random.ts';
import type { NationalKind } from '../words/headers/keys.ts';

/** What a national identifier is made from, where it says something about its holder. */
export interface Holder {
  readonly given: string;
  readonly family: string;
  readonly sex: 'female' | 'male';
  readonly birth: { readonly year: number; readonly month: number; readonly day: number };
}

const two = (value: number) => String(value).padStart(2, '0');
const plainLetters = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .toUpperCase()
    .replaceAll(/[^A-Z]/g, '');

/** A valid identifier of the kind, in its official writing. */
export function nationalId(kind: NationalKind, holder: Holder, random: Random): string {
  return makers[kind](random, holder);
}

const makers: Record<NationalKind, (random: Random, holder: Holder) => string> = {
  // SSA: area 001-899 without 666, group 01-99, serial 0001-9999.
  'us-ssn': (random) => {
    const area = random.int(1, 898);
    return `${String(area === 666 ? 667 : area).padStart(3, '0')}-${two(random.int(1, 99))}-${String(random.int(1, 9999)).padStart(4, '0')}`;
  },
  // IRS: 9xx with group 50-65, 70-88, 90-92, 94-99.
  'us-itin': (random) => {
    const group = random.pick([random.int(50, 65), random.int(70, 88), random.int(90, 92), random.int(94, 99)]);
    return `9${random.digits(2)}-${group}-${random.digits(4)}`;
  },
  'gb-nino': (random) => {
    const allowed = 'ABCEGHJKLMNOPRSTWXYZ';
    for (;;) {
      const prefix = random.chars(allowed, 1) + random.chars(allowed.replace('O', ''), 1);
      if (!['BG', 'GB', 'NK', 'KN', 'TN', 'NT', 'ZZ'].includes(prefix)) {
        return `${prefix} ${random.digits(2)} ${random.digits(2)} ${random.digits(2)} ${random.chars('ABCD', 1)}`;
      }
    }
  },
  'gb-nhs': (random) => {
    for (;;) {
      const body = random.pick(['4', '6', '7']) + random.digits(8);
      let sum = 0;
      for (let at = 0; at < 9; at++) sum += Number(body[at]) * (10 - at);
      const check = (11 - (sum % 11)) % 11;
      if (check !== 10) return `${body.slice(0, 3)} ${body.slice(3, 6)} ${body.slice(6)}${check}`;
    }
  },
  // One of the first ten digits occurs twice, one not at all; ISO 7064 MOD 11,10.
  'de-idnr': (random) => {
    for (;;) {
      const digits = random.shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).slice(0, 9);
      const body = random.shuffle([...digits, random.pick(digits)]);
      if (body[0] !== 0) return body.join('') + mod1110(body);
    }
  },
  'de-rvnr': (random, { family, sex, birth }) => {
    const area = random.pick([
      '12',
      '13',
      '14',
      '15',
      '20',
      '24',
      '26',
      '38',
      '44',
      '48',
      '50',
      '52',
      '53',
      '63',
      '65',
    ]);
    const letter = plainLetters(family)[0] ?? 'M';
    const serial = two(sex === 'male' ? random.int(0, 49) : random.int(50, 99));
    const date = two(birth.day) + two(birth.month) + two(birth.year % 100);
    const digits = area + date + two(letter.charCodeAt(0) - 64) + serial;
    const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
    let sum = 0;
    for (const [at, weight] of weights.entries()) {
      const product = Number(digits[at]) * weight;
      sum += Math.floor(product / 10) + (product % 10);
    }
    return area + date + letter + serial + (sum % 10);
  },
  'fr-nir': (random, { sex, birth }) => {
    const department = random.pick([
      '13',
      '21',
      '31',
      '33',
      '35',
      '38',
      '44',
      '54',
      '59',
      '67',
      '69',
      '75',
      '76',
      '78',
      '92',
      '93',
    ]);
    const number = `${sex === 'male' ? 1 : 2}${two(birth.year % 100)}${two(birth.month)}${department}${String(random.int(1, 350)).padStart(3, '0')}${String(random.int(1, 999)).padStart(3, '0')}`;
    return number + two(97 - Number(BigInt(number) % 97n));
  },
  'fr-spi': (random) => {
    const body = random.pick(['0', '1', '2', '3']) + random.digits(9);
    return body + String(Number(body) % 511).padStart(3, '0');
  },
  'it-cf': (random, holder) => codiceFiscale(random, holder),
  'es-dni': (random) => {
    const number = random.digits(8);
    return number + spanishLetter(Number(number));
  },
  'es-nie': (random) => {
    const first = random.int(0, 2);
    const number = random.digits(7);
    return `${'XYZ'[first]}${number}${spanishLetter(Number(`${first}${number}`))}`;
  },
};

const spanishLetter = (number: number) => 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] ?? '';

function mod1110(digits: readonly number[]): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (digit + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}

const isVowel = (letter: string) => 'AEIOU'.includes(letter);

/** D.M. 23 dicembre 1976: letters of the names, date (day + 40 for women), code of the birthplace, check letter. */
function codiceFiscale(random: Random, { given, family, sex, birth }: Holder): string {
  const consonants = (text: string) => [...text].filter((letter) => !isVowel(letter));
  const vowels = (text: string) => [...text].filter(isVowel);
  const surname = plainLetters(family);
  const name = plainLetters(given);
  const surnameCode = [...consonants(surname), ...vowels(surname), 'X', 'X', 'X'].slice(0, 3).join('');
  const strong = consonants(name);
  const first =
    strong.length >= 4 ? [strong[0], strong[2], strong[3]] : [...strong, ...vowels(name), 'X', 'X', 'X'].slice(0, 3);
  const place = random.pick([
    'H501',
    'F205',
    'L219',
    'F839',
    'A944',
    'D612',
    'D969',
    'G273',
    'A662',
    'L781',
    'G224',
    'L424',
    'B157',
    'G337',
  ]);
  const day = birth.day + (sex === 'female' ? 40 : 0);
  const body = `${surnameCode}${first.join('')}${two(birth.year % 100)}${'ABCDEHLMPRST'[birth.month - 1]}${two(day)}${place}`;
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
  let sum = 0;
  for (const [at, letter] of [...body].entries()) {
    const value = /\d/.test(letter) ? Number(letter) : letter.charCodeAt(0) - 65;
    sum += at % 2 === 0 ? (odd[value] ?? 0) : value;
  }
  return body + String.fromCharCode(65 + (sum % 26));
}
