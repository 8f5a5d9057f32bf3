import type { Validation } from './validator.ts';

/** Endings that are file names in `name@2x.png` and package versions rather than top-level domains. */
const fileEndings = new Set(
  'png jpg jpeg gif svg webp ico bmp tiff avif css js mjs cjs ts tsx jsx map json xml yml yaml html htm php txt csv log bak exe dll jar class pdf doc docx xls xlsx ppt pptx mp3 mp4 woff woff2 ttf local localdomain lan internal invalid'.split(
    ' ',
  ),
);

const local = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainLabel = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;
const topLevel = /^(?:\p{L}{2,24}|xn--[a-z0-9-]{2,59})$/iu;

/** Reserved for examples and tests by RFC 2606 and RFC 6761: an address there reaches nobody. */
const reserved = /(?:^|\.)(?:example(?:\.(?:com|net|org))?|test)$/i;

/**
 * Addresses as mail systems use them: RFC 5321 dot-string local part of 64 octets at most, domain of 253, in all 254.
 * Quoted local parts and address literals are left out: people do not have them, and logs are full of look-alikes.
 */
export function email(match: string): Validation | undefined {
  const at = match.lastIndexOf('@');
  if (at < 1 || match.length > 254) return undefined;
  const name = match.slice(0, at);
  const domain = match.slice(at + 1);
  if (name.length > 64 || domain.length > 253 || !local.test(name)) return undefined;
  const labels = domain.split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || !labels.every((label) => domainLabel.test(label))) return undefined;
  if (!topLevel.test(last) || fileEndings.has(last.toLowerCase())) return undefined;
  return {
    normal: `${name.toLowerCase()}@${domain.toLowerCase()}`,
    checked: false,
    detail: reserved.test(domain) ? 'in a domain reserved for examples' : 'well-formed address',
  };
}
