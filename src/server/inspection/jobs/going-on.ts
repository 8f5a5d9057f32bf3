import { codeOf } from '#platform/errors';
import { impact } from '#respond';
import { Account, bytesDone } from '../account.ts';
import { basisOf, type Checkpoint, openCheckpoint, sealCheckpoint } from './checkpoint.ts';
import { type Collected, collect } from './collect.ts';
import type { InspectionParts } from './inspection-parts.ts';
import type { StoredInput } from './stored-input.ts';
import type { WritingInit } from './writing.ts';

/** Follows a run from where the worker before has left it, or from its beginning. */
export interface GoingOn extends Pick<WritingInit, 'since' | 'written' | 'bytesRead' | 'checkpoint'> {
  readonly account: Account;
  readonly collected: Collected;
}

/** @param rules of the inspection that is to read it: a run that was begun with others begins anew */
export async function goOn(
  parts: InspectionParts,
  taken: impact.TakenRun,
  rules: string,
  source: StoredInput,
): Promise<GoingOn> {
  const basis = basisOf(rules, parts.limits);
  const from = checkpointOf(parts, taken, basis);
  const since = from?.since ?? taken.attempt;
  const marks = from === undefined ? [] : await impact.marksOf(parts.desk, taken, since);
  const account = new Account(from?.account);
  const collected = collect({ ...taken, since, from: from && { state: from.collected, marks } });
  const bytesBefore = from === undefined ? 0 : taken.bytesRead;
  const bytesSkipped = from === undefined ? 0 : bytesDone(from.account);
  let changes: number | undefined;
  return {
    account,
    collected,
    since,
    written: from?.part ?? 0,
    // What is read again to get there does not count.
    bytesRead: () => Math.max(bytesBefore, bytesSkipped + source.bytesRead),
    checkpoint(part) {
      if (changes === account.changes) return undefined;
      changes = account.changes;
      const { state } = account;
      if (state === undefined) return null;
      const checkpoint = { since, part, account: state, collected: collected.state };
      return sealCheckpoint(taken.key, taken.run, basis, checkpoint);
    },
  };
}

/** What was left to go on with; undefined where there is nothing, or it went by other rules. */
function checkpointOf(
  { onTrouble }: InspectionParts,
  { key, run, checkpoint }: impact.TakenRun,
  basis: string,
): Checkpoint | undefined {
  if (checkpoint === null) return undefined;
  try {
    return openCheckpoint(key, run, basis, checkpoint);
  } catch (error) {
    // Nothing is lost but time; still somebody has to know that what the database has is not what was written.
    onTrouble(`inspect: a run begins anew, since its checkpoint does not open: ${codeOf(error)}`);
    return undefined;
  }
}
