import { entropy, standsIn } from './entropy.ts';
import { looksRandom } from './randomness.ts';
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

/**
 * Random by construction, and no secret: UUID (RFC 9562), ULID, ObjectId, resource names, names of digests,
 * addresses.
 */
const identifier =
  /^\{?[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\}?$|^0[0-7][0-9A-HJKMNP-TV-Z]{24}$|^[\da-f]{24}$|^(?:arn|urn|oid):|^(?:sha\d{0,3}|md5|blake\w{1,3}|crc\d{0,2})[-:]|^[a-z][a-z0-9+.-]{1,20}:\/\//i;
const hex = /^(?:[\da-f]+|[\dA-F]+)$/;
const fewestHex = 20;

/** An opaque value that only its label calls a token: drawn at random, and of no form that identifiers have. */
export function opaqueToken(match: string): Validation | undefined {
  if (!/^[A-Za-z0-9_\-.~+/=:]{16,512}$/.test(match) || standsIn(match)) return undefined;
  if (entropy(match) < 3 || identifier.test(match)) return undefined;
  if (hex.test(match) ? match.length < fewestHex || !/[a-f]/i.test(match) : !looksRandom(match)) return undefined;
  return { normal: match, checked: false, detail: 'characters look random' };
}
