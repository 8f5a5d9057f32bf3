import type { z } from 'zod';
import { fail } from '#platform/errors';
import type { personFilter } from '../contract.ts';
import { elementBits } from './rows.ts';
import { relations } from './subject.ts';

export type PersonFilter = z.infer<typeof personFilter>;

/** A column of a person that is filtered by, and what it has to be: `relation = $4`. */
interface Condition {
  readonly column: 'relation' | 'country' | 'minor' | 'elements';
  readonly test: (parameter: string) => string;
  readonly value: number | string | boolean;
}

/** What a filter asks of the columns of a person; `request-invalid` for an element that is none. */
export function conditionsOf({ relation, country, minor, element }: PersonFilter): Condition[] {
  const all: Condition[] = [];
  if (relation !== undefined) {
    all.push({ column: 'relation', test: (p) => `relation = ${p}::int`, value: relations.indexOf(relation) });
  }
  if (country !== undefined) all.push({ column: 'country', test: (p) => `country = ${p}::text`, value: country });
  if (minor !== undefined) {
    all.push({ column: 'minor', test: (p) => `minor = ${p}::boolean`, value: minor === 'true' });
  }
  if (element !== undefined) {
    const bit = elementBits.findIndex((name) => name === element);
    if (bit < 0) fail('request-invalid', 'element');
    all.push({ column: 'elements', test: (p) => `elements & ${p}::int <> 0`, value: 1 << bit });
  }
  return all;
}
