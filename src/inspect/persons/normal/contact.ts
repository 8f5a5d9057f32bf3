import { isPlain } from '../../plain.ts';
import { fold } from './name.ts';
import { roleMailboxes } from './words.ts';

/**
 * The mailbox that an e-mail address reaches: lower case, without `+tag`, and without dots at Google, where none of
 * them make a difference. Undefined where it is no address.
 */
export function mailbox(address: string): string | undefined {
  const text = address.trim().toLowerCase();
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) return undefined;
  const domain = text.slice(at + 1);
  const plus = text.indexOf('+');
  let local = plus > 0 && plus < at ? text.slice(0, plus) : text.slice(0, at);
  if (domain === 'gmail.com' || domain === 'googlemail.com') {
    local = local.replaceAll('.', '');
    return `${local}@gmail.com`;
  }
  return `${local}@${domain}`;
}

/**
 * True for `info@`, `sales.de@`, `no-reply@` and the like: mailboxes that say nothing about a person. A short first
 * word is no sign: `hr.meier@` may be Mr Meier.
 */
export function isRoleMailbox(address: string): boolean {
  const text = address.trim().toLowerCase();
  const end = Math.max(0, text.lastIndexOf('@'));
  let to = 0;
  while (to < end && !partsWord(text.charCodeAt(to))) to += 1;
  if (to === 0) return false;
  if (to === end) return isRole(text.slice(0, to));
  return (to > 3 && mayBeRole(text, to) && isRole(text.slice(0, to))) || isRole(withoutSigns(text, end));
}

/** Initial and length of all roles: most mailboxes of persons differ in these, and need not be looked up. */
const shapes = new Uint8Array(128 * 32);
for (const role of roleMailboxes) shapes[role.charCodeAt(0) * 32 + role.length] = 1;
const mayBeRole = (text: string, length: number): boolean =>
  length < 32 && shapes[text.charCodeAt(0) * 32 + length] === 1;
const isRole = (word: string): boolean => mayBeRole(word, word.length) && roleMailboxes.has(word);

/** `text` up to `end` without digits and signs between words; empty where that can be no role. */
function withoutSigns(text: string, end: number): string {
  let count = 0;
  for (let at = 0; at < end; at += 1) if (!isSign(text.charCodeAt(at))) count += 1;
  return mayBeRole(text, count) ? text.slice(0, end).replaceAll(/[\d._-]/gu, '') : '';
}

/** Digits, full stop, low line, hyphen. */
function isSign(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46 || code === 95 || code === 45;
}

/** The two words of an address like `anna.schmidt@` or `a.schmidt@`, folded; none where it has another form. */
export function nameInMailbox(address: string): string[] {
  const match = /^(\p{L}+)[._](\p{L}{2,})@/u.exec(address.trim());
  return match === null ? [] : [fold(match[1] ?? ''), fold(match[2] ?? '')];
}

/**
 * The last nine digits of a telephone number: the same with and without country code or trunk zero in all numbering
 * plans whose national numbers have nine digits or more. Undefined below seven digits.
 */
export function subscriberNumber(phone: string): string | undefined {
  let digits = '';
  for (let at = 0; at < phone.length; at += 1) {
    const code = phone.charCodeAt(at);
    if (code >= 48 && code <= 57 && !(code === 48 && digits === '')) digits += phone.charAt(at);
  }
  return digits.length < 7 ? undefined : digits.slice(-9);
}

/** Letters and digits of an identifier, upper case. */
export function identifier(text: string): string {
  // Most come without spaces and signs, and normalising takes longer than the hash that follows.
  if (isPlain(text)) return text;
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Digits, full stop, low line, plus sign, hyphen, at sign. */
function partsWord(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 46 || code === 95 || code === 43 || code === 45 || code === 64;
}
