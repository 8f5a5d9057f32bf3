import type { Random } from '../random.ts';
import type { Country } from '../words/list.ts';

/** The digit that makes `body` pass the Luhn check. */
export function luhnDigit(body: string): string {
  let sum = 0;
  for (let at = 0; at < body.length; at++) {
    const digit = Number(body[body.length - 1 - at]);
    const doubled = at % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}

/** A card number of a large scheme that passes Luhn, digits only. */
export function cardNumber(random: Random): string {
  const scheme = random.float();
  if (scheme < 0.5) return withLuhn(`4${random.pick(['5', '9', '0', '1', '2'])}${random.digits(13)}`);
  if (scheme < 0.82) return withLuhn(`5${random.int(1, 5)}${random.digits(13)}`);
  if (scheme < 0.88) return withLuhn(`${random.int(2300, 2699)}${random.digits(11)}`);
  if (scheme < 0.96) return withLuhn(`${random.pick(['34', '37'])}${random.digits(12)}`);
  return withLuhn(`6011${random.digits(11)}`);
}

const withLuhn = (body: string) => body + luhnDigit(body);

/** A card number as people and programs write it. */
export function writeCard(digits: string, style: 'plain' | 'spaces' | 'dashes'): string {
  if (style === 'plain') return digits;
  const groups = digits.length === 15 ? [4, 6, 5] : [4, 4, 4, 4];
  let at = 0;
  const parts = groups.map((size) => digits.slice(at, (at += size)));
  return parts.join(style === 'spaces' ? ' ' : '-');
}

/** A valid IBAN of the country, national check digits included, without spaces; undefined for the US. */
export function ibanOf(country: Country, random: Random): string | undefined {
  const bban = makers[country]?.(random);
  return bban === undefined ? undefined : country + ibanCheck(country, bban) + bban;
}

const makers: Partial<Record<Country, (random: Random) => string>> = {
  DE: (random) =>
    random.pick(['10050000', '20050550', '37040044', '50010517', '70150000', '60050101', '44050199', '12030000']) +
    random.digits(10),
  FR: (random) => {
    const bank = random.pick(['30004', '30003', '20041', '10278', '18206', '14445']);
    const branch = random.digits(5);
    const account = random.digits(11);
    const key = 97 - Number((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account)) % 97n);
    return bank + branch + account + String(key).padStart(2, '0');
  },
  IT: (random) => {
    const body = random.pick(['03069', '02008', '05034', '03111', '01005']) + random.digits(5) + random.digits(12);
    const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let sum = 0;
    for (const [at, digit] of [...body].entries()) sum += at % 2 === 0 ? (odd[Number(digit)] ?? 0) : Number(digit);
    return String.fromCharCode(65 + (sum % 26)) + body;
  },
  ES: (random) => {
    const bank = random.pick(['2100', '0049', '0182', '2038', '0081', '1465']) + random.digits(4);
    const account = random.digits(10);
    return bank + spanishCheck(`00${bank}`) + spanishCheck(account) + account;
  },
  GB: (random) => random.pick(['BARC', 'NWBK', 'LOYD', 'MIDL', 'ABBY', 'RBOS']) + random.digits(14),
};

function spanishCheck(digits: string): string {
  const weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
  let sum = 0;
  for (const [at, weight] of weights.entries()) sum += Number(digits[at]) * weight;
  const rest = 11 - (sum % 11);
  return rest === 11 ? '0' : rest === 10 ? '1' : String(rest);
}

/** ISO 13616: MOD 97-10 over the number with country and zero check at its end. */
function ibanCheck(country: string, bban: string): string {
  const digits = [...`${bban}${country}00`]
    .map((letter) => (/\d/.test(letter) ? letter : String(letter.charCodeAt(0) - 55)))
    .join('');
  return String(98n - (BigInt(digits) % 97n)).padStart(2, '0');
}

/** An IBAN as printed (groups of four) or as stored. */
export function writeIban(iban: string, style: 'plain' | 'groups'): string {
  return style === 'plain' ? iban : iban.replaceAll(/(.{4})(?=.)/g, '$1 ');
}
