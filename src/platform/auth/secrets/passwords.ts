import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { fail } from '../../errors/index.ts';

/** Hashes passwords off the event loop, a few at a time. */
export interface Passwords {
  /**
   * PHC string of argon2id. Fails with `sign-in-busy`.
   *
   * @param origin of who asks; see `originOf`
   */
  hash(password: string, origin: string): Promise<string>;
  /**
   * Whether `phc` is of this password. Without one it is not, and that takes as long: who asks must not learn from the time
   * whether there is an account. Fails with `sign-in-busy`.
   */
  verify(phc: string | undefined, password: string, origin: string): Promise<boolean>;
}

export interface PasswordsInit {
  /** Hashes at the same time, 19 MiB each, on the threads that files are read on too. @default 2 */
  readonly atOnce?: number;
  /** Who waits for one of them; more are sent away (`sign-in-busy`). @default 1000 */
  readonly waiting?: number;
  /** Of one origin that are met or wait: nobody has all places for himself. @default 20 */
  readonly ofOneOrigin?: number;
  /** Never less than the default but in tests, which make thousands of tries. @default `owasp` */
  readonly cost?: Cost;
}

interface Cost {
  /** KiB. */
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane; 17 to 50 ms on the machine this was written on. */
const owasp: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
const tagLength = 32;
const written =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,64})\$([A-Za-z0-9+/]{22,128})$/;
const derive = promisify(argon2);

export function createPasswords({
  atOnce = 2,
  waiting = 1000,
  ofOneOrigin = 20,
  cost = owasp,
}: PasswordsInit = {}): Passwords {
  const run = createTurnstile(atOnce, waiting, ofOneOrigin);
  return {
    hash: (password, origin) =>
      run(origin, async () => {
        const nonce = randomBytes(16);
        const tag = await derive('argon2id', { message: bytesOf(password), nonce, tagLength, ...cost });
        const { memory, passes, parallelism } = cost;
        return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(nonce)}$${base64(tag)}`;
      }),
    verify: (phc, password, origin) =>
      run(origin, async () => {
        const { nonce, tag, ...its } = phc === undefined ? nobodys(cost) : read(phc);
        const found = await derive('argon2id', { message: bytesOf(password), nonce, tagLength: tag.length, ...its });
        return timingSafeEqual(found, tag) && phc !== undefined;
      }),
  };
}

/** What a person types looks the same on every keyboard: composed or not, wide or narrow (NIST SP 800-63B, 3.1.1.2). */
function bytesOf(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'));
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replaceAll('=', '');

function nobodys(cost: Cost) {
  return { ...cost, nonce: randomBytes(16), tag: randomBytes(tagLength) };
}

/** With the parameters it was made with: stronger ones later do not shut anybody out. */
function read(phc: string) {
  const [, memory = '', passes = '', parallelism = '', nonce = '', tag = ''] =
    written.exec(phc) ?? fail('internal', 'a password hash that is none');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(nonce, 'base64'),
    tag: Buffer.from(tag, 'base64'),
  };
}

/** Lets `atOnce` through at a time, in the order in which they came, and no more than `share` of one origin wait. */
function createTurnstile(atOnce: number, most: number, share: number) {
  const queue: (() => void)[] = [];
  const present = new Map<string, number>();
  let inside = 0;
  return async <T>(origin: string, act: () => Promise<T>): Promise<T> => {
    const own = present.get(origin) ?? 0;
    if (own >= share || (inside >= atOnce && queue.length >= most)) fail('sign-in-busy');
    present.set(origin, own + 1);
    // Whoever leaves hands over its place: nobody who comes in between takes it.
    if (inside >= atOnce) await new Promise<void>((resolve) => queue.push(resolve));
    else inside += 1;
    try {
      return await act();
    } finally {
      const next = queue.shift();
      if (next === undefined) inside -= 1;
      else next();
      const left = (present.get(origin) ?? 1) - 1;
      if (left === 0) present.delete(origin);
      else present.set(origin, left);
    }
  };
}
