import type { Awareness, Statement } from './contract.ts';

type Aware = Awareness['aware'][number];

/**
 * Since when all legal entities were aware, and each one that a statement names. A statement for all is one for each; of
 * two at the same time the one that was made first counts.
 *
 * @param statements in the order in which they were made
 */
export function earliestAware(statements: readonly Statement[]): Aware[] {
  const aware = statements.filter(({ step }) => step === 'aware');
  const named = [...new Set(aware.map(({ entity }) => entity))].sort((a, b) => (a ?? '').localeCompare(b ?? ''));
  return named.map((entity) => {
    const own = aware.filter((one) => one.entity === null || one.entity === entity);
    const { id, since, zone } = own.reduce((first, next) =>
      Date.parse(next.since) < Date.parse(first.since) ? next : first,
    );
    return { entity, statement: id, since, zone };
  });
}
