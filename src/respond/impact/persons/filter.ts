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
  /** Whether anybody of a block `b` can have it; undefined where only looking at each can tell. */
  readonly inBlock?: (parameter: string) => string;
  readonly value: number | string | boolean | null;
}

/** What a country is called that is not known: no country has a word for its code. */
const unknown = 'unknown';

/** What a filter asks of the columns of a person; `request-invalid` for an element that is none. */
export function conditionsOf({ relation, country, minor, element }: PersonFilter): Condition[] {
  const all: Condition[] = [];
  if (relation !== undefined) all.push(is('relation', 'int', relations.indexOf(relation)));
  if (country === unknown) {
    all.push({
      column: 'country',
      test: (at) => `p.country is not distinct from ${at}::text`,
      inBlock: (at) => `array_position(b.country, ${at}::text) is not null`,
      value: null,
    });
  } else if (country !== undefined) {
    all.push(is('country', 'text', country));
  }
  if (minor !== undefined) all.push(is('minor', 'boolean', minor === 'true'));
  if (element !== undefined) {
    const bit = elementBits.findIndex((name) => name === element);
    if (bit < 0) fail('request-invalid', 'element');
    all.push({ column: 'elements', test: (at) => `p.elements & ${at}::int <> 0`, value: 1 << bit });
  }
  return all;
}

const is = (column: Condition['column'], type: string, value: number | string | boolean): Condition => ({
  column,
  test: (at) => `p.${column} = ${at}::${type}`,
  inBlock: (at) => `${at} = any (b.${column})`,
  value,
});
