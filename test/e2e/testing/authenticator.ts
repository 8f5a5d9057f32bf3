import { totpCodeOf, totpStepAt } from '#platform/auth';

const symbols = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** An authenticator app that was given a secret. */
export interface App {
  /** A code that was not used before. Without waiting between them there are three: a step to either side is taken. */
  next(): string;
}

/**
 * @param typed the secret in Base32, as the page shows it
 * @param now milliseconds since 1970 UTC, of the clock that the server goes by
 */
export function putIntoApp(typed: string, now: () => number): App {
  const bits = [...typed.replaceAll(' ', '')].map((one) => symbols.indexOf(one).toString(2).padStart(5, '0'));
  const secret = Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  let last = 0;
  return {
    next() {
      last = Math.max(last + 1, totpStepAt(now()) - 1);
      return totpCodeOf(secret, last);
    },
  };
}
