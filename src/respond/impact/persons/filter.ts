import type { z } from 'zod';
import { fail } from '#platform/errors';
import type { personFilter } from '../contract.ts';
import { elementBits } from './rows.ts';
import { relations } from './subject.ts';

export type PersonFilter = z.infer<typeof personFilter>;

/** A column of a person that is filtered by, and what it has to be: `p.relation = $4`, of persons `p`. */
interface Condition {
  readonly column: 'relation' | 'country' | 'minor' | 'elements';
  readonly test: (parameter: string) => string;
  readonly value: number | string | boolean;
}

/** What a filter asks of the columns of a person; `request-invalid` for an element that is none. */
export function conditionsOf({ relation, country, minor, element }: PersonFilter): Condition[] {
  const all: Condition[] = [];
  if (relation !== undefined) {
    all.push({ column: 'relation', test: (at) => `p.relation = ${at}::int`, value: relations.indexOf(relation) });
  }
  if (country !== undefined) all.push({ column: 'country', test: (at) => `p.country = ${at}::text`, value: country });
  if (minor !== undefined) {
    all.push({ column: 'minor', test: (at) => `p.minor = ${at}::boolean`, value: minor === 'true' });
  }
  if (element !== undefined) {
    const bit = elementBits.findIndex((name) => name === element);
    if (bit < 0) fail('request-invalid', 'element');
    all.push({ column: 'elements', test: (at) => `p.elements & ${at}::int <> 0`, value: 1 << bit });
  }
  return all;
}
