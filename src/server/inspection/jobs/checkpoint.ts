import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Limits } from '#inspect';
import { type DataKey, openValue, sealValue } from '#platform/vault';
import { impact } from '#respond';
import type { AccountState } from '../account.ts';
import type { CollectedState } from './collect.ts';
import { findingsPerRule } from './inspection-parts.ts';

/** How far a run has come: all that another worker needs to go on with it. Paths are in it, which are personal. */
export interface Checkpoint {
  /** The attempt with which it began: that of all its rows. */
  readonly since: number;
  /** The last part whose rows it stands for. */
  readonly part: number;
  readonly account: AccountState;
  readonly collected: CollectedState;
}

/** What the events of an inspection follow from, besides the bytes of the run and its passwords, which never change. */
export function basisOf(rules: string, limits: Limits): string {
  return createHash('sha256')
    .update(JSON.stringify([form, rules, findingsPerRule, limits]))
    .digest('hex');
}

/** Of what is sealed: a change of its shape without a change of the version is told by another number. */
const form = 2;

export function sealCheckpoint(key: DataKey, run: string, basis: string, checkpoint: Checkpoint): Buffer {
  // Measured on 2 cores: of 10 GB of text in parts 5 KB in 0.3 ms, of an archive of 100,000 files 200 bytes, of one of 50,000
  // mails with an attachment each 200 KB in 9 ms.
  const bytes = deflateRawSync(JSON.stringify({ basis, checkpoint }), { level: 1 });
  return sealValue(key, impact.checkpointPlace(run), bytes);
}

/** Undefined where it was made by another version, other rules or limits. Fails with `sealed-broken`. */
export function openCheckpoint(key: DataKey, run: string, basis: string, sealed: Buffer): Checkpoint | undefined {
  const json = inflateRawSync(openValue(key, impact.checkpointPlace(run), sealed)).toString();
  const kept = JSON.parse(json) as { readonly basis: string; readonly checkpoint: Checkpoint };
  return kept.basis === basis ? kept.checkpoint : undefined;
}
