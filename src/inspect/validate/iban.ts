import { isPlain } from '../plain.ts';
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

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

/**
 * The remainder modulo 97 of what ISO 13616 makes of the text: the first four characters at the end, letters as 10 to
 * 35. Undefined where a character is not of its kind: `n` digit, `a` capital letter, `c` either. One pass over character
 * codes takes a fifth of the time of a pattern and a decimal number written out.
 */
function checkedRemainder(compact: string, kinds: string): number | undefined {
  const { length } = kinds;
  let rest = 0;
  for (let step = 4; step < length + 4; step++) {
    const at = step < length ? step : step - length;
    const code = compact.charCodeAt(at);
    const kind = kinds.charCodeAt(at);
    if (isDigit(code)) {
      if (kind === 97) return undefined;
      rest = (rest * 10 + code - 48) % 97;
    } else {
      if (kind === 110 || !isCapital(code)) return undefined;
      rest = (rest * 100 + code - 55) % 97;
    }
  }
  return rest;
}

/** ISO 13616: a country of the registry, its length and BBAN structure, and check digits modulo 97. */
export function iban(match: string): Validation | undefined {
  const compact = isPlain(match) ? match : match.replace(/[\s.-]/g, '').toUpperCase();
  const country = compact.slice(0, 2);
  const structure = ibanRegistry.get(country);
  if (structure === undefined || compact.length !== structure.length) return undefined;
  if (checkedRemainder(compact, structure.kinds) !== 1) return undefined;
  // 00, 01 and 99 also leave remainder 1, but ISO 7064 gives 02 to 98 only.
  const check = Number(compact.slice(2, 4));
  if (check < 2 || check > 98) return undefined;
  return { normal: compact, checked: true, detail: 'length, structure and check digits (mod 97) hold', country };
}
