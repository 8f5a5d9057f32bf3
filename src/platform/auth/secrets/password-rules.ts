import { fail } from '../../errors/index.ts';

const fewest = 12;
const mostBytes = 1024;

/**
 * Refuses a password that is too easily guessed: shorter than 12 characters, of fewer than five different ones, or
 * little more than its owner's name or mail address. Nothing else is asked of it (NIST SP 800-63B, 3.1.1.2: no rules on
 * which kinds of characters). Fails with `password-weak`.
 */
export function refuseWeakPassword(
  password: string,
  { name, mail }: { readonly name: string; readonly mail: string },
): void {
  const text = password.normalize('NFKC');
  const characters = [...text];
  if (characters.length < fewest) fail('password-weak', 'too short');
  if (Buffer.byteLength(text) > mostBytes) fail('password-weak', 'too long');
  if (!password.isWellFormed()) fail('password-weak', 'half a character');
  if (new Set(characters).size < 5) fail('password-weak', 'too few different characters');
  const own = [mail, mail.split('@')[0] ?? '', mail.split('@')[1] ?? '', name, ...name.split(/\s+/)].map(plain);
  let rest = plain(text);
  for (const word of own.filter((one) => one.length >= 3).sort((a, b) => b.length - a.length)) {
    rest = rest.replaceAll(word, '');
  }
  const taken = plain(text).length - rest.length;
  if (taken > 0 && characters.length - taken < 8) fail('password-weak', 'a name or mail address');
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
