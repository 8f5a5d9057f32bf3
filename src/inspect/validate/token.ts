import { entropy, standsIn } from './entropy.ts';
import type { Validation } from './validator.ts';

/**
 * A token whose prefix already tells its issuer: what follows must look random. 24 random characters of base 62 have
 * 4.1 bits each on average, of hex 3.5; words and counting have less.
 */
export function token(match: string): Validation | undefined {
  const body = match.replace(/^[a-zA-Z]{2,12}[-_.]/, '');
  if (standsIn(match)) return { normal: match, checked: false, detail: 'looks like a stand-in', by: -0.5 };
  if (entropy(body) < 2.6) return undefined;
  return { normal: match, checked: false, detail: 'characters look random' };
}

/** An opaque value that only its label calls a token: it must mix kinds of characters, or be long hex. */
export function opaqueToken(match: string): Validation | undefined {
  if (!/^[A-Za-z0-9_\-.~+/=:]{16,512}$/.test(match) || standsIn(match)) return undefined;
  const bits = entropy(match);
  const mixed = /\d/.test(match) && /[A-Za-z]/.test(match);
  if (!mixed || bits < 3) return undefined;
  // Dotted names, paths and addresses mix characters too.
  if (/^[a-z]+:\/\/|^\/|^[a-z-]+(?:[./][a-z-]+)+$/i.test(match)) return undefined;
  return { normal: match, checked: false, detail: 'characters look random' };
}
