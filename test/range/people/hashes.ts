import { createHash } from 'node:crypto';
import type { Random } from '../random.ts';

const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const crypt = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A stored password in one of the usual schemes. `seed` picks the scheme, so that a program keeps to few of them. */
export function passwordHash(seed: string, random: Random): string {
  const schemes: readonly (() => string)[] = [
    () => `$2${random.pick(['a', 'b', 'y'])}$${random.pick(['10', '12'])}$${random.chars(crypt, 53)}`,
    () => `$argon2id$v=19$m=65536,t=3,p=4$${random.chars(base64, 22)}$${random.chars(base64, 43)}`,
    () => `$6$${random.chars(crypt, 16)}$${random.chars(crypt, 86)}`,
    () => `$5$rounds=5000$${random.chars(crypt, 16)}$${random.chars(crypt, 43)}`,
    () => `$1$${random.chars(crypt, 8)}$${random.chars(crypt, 22)}`,
    () => `pbkdf2_sha256$600000$${random.chars(base64.slice(0, 62), 22)}$${random.chars(base64, 43)}=`,
    () => `{SSHA}${random.chars(base64, 38)}==`,
    () => `$P$B${random.chars(crypt, 30)}`,
    () => createHash('md5').update(`${seed}${random.word()}`).digest('hex'),
    () => createHash('sha1').update(`${seed}${random.word()}`).digest('hex'),
    () => createHash('sha256').update(`${seed}${random.word()}`).digest('hex'),
  ];
  return random.pick(schemes)();
}
