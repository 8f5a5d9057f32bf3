const minute = 60_000;

/** Wrong tries within this time count together. */
export const windowLength = 15 * minute;

/** How many wrong tries lock, and for how long; each lock that follows another within a day takes twice as long. */
export const allowances = {
  account: { wrong: 10, lock: 15 * minute, longest: 24 * 60 * minute },
  address: { wrong: 50, lock: 15 * minute, longest: 15 * minute },
} as const;

export interface Tries {
  readonly began_at: Date;
  readonly wrong: number;
  readonly locks: number;
  readonly locked_until: Date | null;
}

export const noTries = (at: number): Tries => ({ began_at: new Date(at), wrong: 0, locks: 0, locked_until: null });

export function isLocked({ locked_until: until }: Tries, at: number): boolean {
  return until !== null && until.getTime() > at;
}

/**
 * One wrong try more. A clock that was set back leaves the window open and the lock on: neither begins anew before the time
 * comes round again.
 */
export function afterWrong(tries: Tries, at: number, allowance: (typeof allowances)[keyof typeof allowances]): Tries {
  if (isLocked(tries, at)) return tries;
  const continues = at - tries.began_at.getTime() < windowLength;
  const wrong = continues ? tries.wrong + 1 : 1;
  const began_at = continues ? tries.began_at : new Date(at);
  const quiet = tries.locked_until !== null && at - tries.locked_until.getTime() >= allowances.account.longest;
  const locks = quiet ? 0 : tries.locks;
  if (wrong < allowance.wrong) return { ...tries, began_at, wrong, locks };
  const length = Math.min(allowance.lock * 2 ** Math.min(locks, 30), allowance.longest);
  return { began_at: new Date(at), wrong: 0, locks: locks + 1, locked_until: new Date(at + length) };
}
