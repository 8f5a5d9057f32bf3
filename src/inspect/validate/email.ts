import { owned } from '../owned.ts';
import { textHash } from '../text-hash.ts';
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

interface Domain {
  readonly written: string;
  /** In lower case; undefined where it is no domain. */
  readonly normal: string | undefined;
  readonly detail: string;
}

function readDomain(written: string): Domain {
  const labels = written.split('.');
  const last = labels.at(-1) ?? '';
  const holds = labels.length > 1 && labels.every((label) => domainLabel.test(label));
  const isName = holds && topLevel.test(last) && !fileEndings.has(last.toLowerCase());
  const detail = reserved.test(written) ? 'in a domain reserved for examples' : 'well-formed address';
  return { written, normal: isName ? written.toLowerCase() : undefined, detail };
}

/**
 * Most addresses of a file share a few domains: each place holds one of those that fell there. A newcomer takes the
 * place of another one time in eight, since where all domains differ keeping each takes longer than reading it.
 */
const places = 1024;
const everySo = 8;
let newcomers = 0;
const longestRemembered = 64;
const domains: (Domain | undefined)[] = Array.from({ length: places });

function domainOf(text: string): Domain {
  if (text.length > longestRemembered) return readDomain(text);
  const place = textHash(text) % places;
  const last = domains[place];
  if (last?.written === text) return last;
  if (last !== undefined && ++newcomers % everySo > 0) return readDomain(text);
  return (domains[place] = readDomain(owned(text)));
}

/** For each character of ASCII whether `local` takes it, a dot aside, and is not changed by lower case. */
const plain = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  return local.test(character) && character.toLowerCase() === character ? 1 : 0;
});
const dot = 46;

/** Whether the `length` characters at the start are a local part as `local` says, of ASCII and without capitals. */
function isPlainLocal(text: string, length: number): boolean {
  let before = dot;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === dot ? before === dot : plain[code] !== 1) return false;
    before = code;
  }
  return before !== dot;
}

/**
 * Addresses as mail systems use them: RFC 5321 dot-string local part of 64 octets at most, domain of 253, in all 254.
 * Quoted local parts and address literals are left out: people do not have them, and logs are full of look-alikes.
 */
export function email(match: string): Validation | undefined {
  const at = match.lastIndexOf('@');
  if (at < 1 || at > 64 || match.length > 254) return undefined;
  const written = match.slice(at + 1);
  const { normal, detail } = domainOf(written);
  if (normal === undefined) return undefined;
  if (isPlainLocal(match, at))
    return { normal: normal === written ? match : `${match.slice(0, at)}@${normal}`, checked: false, detail };
  const name = match.slice(0, at);
  return local.test(name) ? { normal: `${name.toLowerCase()}@${normal}`, checked: false, detail } : undefined;
}
