import { ibanRegistry } from './iban-registry.ts';
import type { Validation } from './validator.ts';

/** Remainder of a decimal number of any length, in chunks that a double holds exactly. */
export function remainder(decimal: string, modulus: number): number {
  let rest = 0;
  for (let at = 0; at < decimal.length; at += 7) {
    const chunk = decimal.slice(at, at + 7);
    rest = (rest * 10 ** chunk.length + Number(chunk)) % modulus;
  }
  return rest;
}

/** What ISO 13616 takes modulo 97: the first four characters at the end, letters as 10 to 35. */
export function ibanDecimal(compact: string): string {
  const turned = compact.slice(4) + compact.slice(0, 4);
  return turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
}

/** ISO 13616: a country of the registry, its length and BBAN structure, and check digits modulo 97. */
export function iban(match: string): Validation | undefined {
  const compact = match.replace(/[\s.-]/g, '').toUpperCase();
  const country = compact.slice(0, 2);
  const structure = ibanRegistry.get(country);
  if (structure === undefined || compact.length !== structure.length) return undefined;
  if (!/^[0-9]{2}$/.test(compact.slice(2, 4)) || !structure.pattern.test(compact.slice(4))) return undefined;
  // 00, 01 and 99 also leave remainder 1, but ISO 7064 gives 02 to 98 only.
  const check = Number(compact.slice(2, 4));
  if (check < 2 || check > 98 || remainder(ibanDecimal(compact), 97) !== 1) return undefined;
  return { normal: compact, checked: true, detail: 'length, structure and check digits (mod 97) hold', country };
}
