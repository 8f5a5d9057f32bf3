import { setTimeout as pause } from 'node:timers/promises';
import { totpCodeOf, totpStepAt } from '#platform/auth';
import { say } from '../say.ts';
import type { Account, Journal } from '../journal.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const stepMilliseconds = 30_000;

/**
 * What an authenticator app would show for an account, and each code once: the server takes none twice. It takes that of
 * a step before and after, so that three can be had at once; for the next one this waits, half a minute at most.
 */
export async function nextCode(journal: Journal, key: string, account: Account): Promise<string> {
  let step = Math.max(account.step + 1, totpStepAt(Date.now()) - 1);
  while (step > totpStepAt(Date.now()) + 1) {
    const rest = (step - 1) * stepMilliseconds - Date.now();
    say(`The next code can be used in ${Math.ceil(rest / 1000)} seconds.`);
    await pause(Math.max(rest, 0) + 50);
    step = Math.max(step, totpStepAt(Date.now()) - 1);
  }
  await journal.keepAccount(key, { ...account, step });
  return totpCodeOf(bytesOf(account.secret), step);
}

/** The code of now. */
export const codeNow = (secret: string): string => totpCodeOf(bytesOf(secret), totpStepAt(Date.now()));

function bytesOf(secret: string): Uint8Array {
  const bits = [...secret].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
