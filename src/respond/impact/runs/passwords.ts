import { type DataKey, openValue, sealValue } from '#platform/vault';

/** The length of what is sealed can be seen: in steps of so many bytes it tells of one password nothing. */
const step = 1024;

const placeOf = (run: string): string => `inspection_run/passwords/${run}`;

/** Seals what is to be tried in a run, for its row. */
export function sealPasswords(key: DataKey, run: string, passwords: readonly string[]): Buffer {
  const text = Buffer.from(JSON.stringify(passwords));
  // JSON may end in spaces.
  const padded = Buffer.alloc(Math.ceil(text.length / step) * step, ' ');
  text.copy(padded);
  return sealValue(key, placeOf(run), padded);
}

/** Fails with `sealed-broken` where they were sealed for another run or incident. */
export function openPasswords(key: DataKey, run: string, sealed: Uint8Array): readonly string[] {
  return JSON.parse(openValue(key, placeOf(run), sealed).toString()) as readonly string[];
}
