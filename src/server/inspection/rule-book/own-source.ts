import { type OwnRule, readOwnRule, type Source } from '#inspect';
import { fail } from '#platform/errors';

/** A rule of the organisation. */
export interface OwnInUse {
  readonly rule: string;
  readonly body: OwnRule;
}

/**
 * A rule of the organisation as inspection takes it. It was tried before it was used, by the program of that day: fails with
 * `own-rule-invalid` where the one of today does not understand it any more.
 */
export function ownSource(rule: string, body: OwnRule): Source {
  return readOwnRule(rule, body).source ?? fail('own-rule-invalid', rule);
}
