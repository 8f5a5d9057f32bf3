import type { Validation } from './validator.ts';

const absent = /^(?:n\/?a|none|null|unknown|unbekannt|same|see above|siehe oben|idem|tbd|test|true|false|default)$/i;

/** A street, or a whole address: letters, and a number or several words; no mail or web address. */
export function postalAddress(match: string): Validation | undefined {
  const address = match.trim().replace(/\s+/g, ' ');
  if (address.length < 4 || address.length > 250 || absent.test(address)) return undefined;
  if (/[@{}<>=|]|:\/\/|^\d+(?:[.,]\d+)?$/.test(address)) return undefined;
  if ((address.match(/\p{L}/gu)?.length ?? 0) < 3) return undefined;
  const numbered = /\d/.test(address);
  if (!numbered && !/^\p{L}[\p{L}\p{M}'’.,ªº/\- ]*$/u.test(address)) return undefined;
  return { normal: address, checked: false, detail: numbered ? 'words and a number' : 'words' };
}
