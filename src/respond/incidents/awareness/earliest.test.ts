import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Statement } from '../../contract.ts';
import { earliestAware } from './earliest.ts';

const said = fc.record({
  step: fc.constantFrom('first-indication' as const, 'being-assessed' as const, 'aware' as const),
  entity: fc.constantFrom(null, 'a', 'b'),
  minute: fc.integer({ min: 0, max: 5 }),
});

const statementsOf = (
  all: readonly { step: Statement['step']; entity: string | null; minute: number }[],
): Statement[] =>
  all.map(({ step, entity, minute }, at) => ({
    id: String(at),
    step,
    entity,
    since: new Date(minute * 60_000).toISOString(),
    zone: 'UTC',
    saidBy: 'x',
    compartment: 'facts',
    note: null,
    recordedAt: new Date(at).toISOString(),
    recordedBy: 'x',
  }));

test('no statement of awareness for an entity, or for all, is earlier; of equal ones the first that was made counts', () => {
  fc.assert(
    fc.property(fc.array(said, { maxLength: 12 }), (all) => {
      const statements = statementsOf(all);
      const aware = statements.filter(({ step }) => step === 'aware');
      const earliest = earliestAware(statements);
      expect(new Set(earliest.map(({ entity }) => entity))).toEqual(new Set(aware.map(({ entity }) => entity)));
      for (const { entity, statement, since } of earliest) {
        const counting = aware.filter((one) => one.entity === null || one.entity === entity);
        expect(counting.filter((one) => one.since < since)).toEqual([]);
        expect(counting.find((one) => one.since === since)?.id).toBe(statement);
      }
    }),
  );
});
