/** What a person is to the organisation, as a roster says; nearest first: it names a person with several. */
const relations = ['employee', 'customer', 'partner', 'prospect'] as const;
export type Relation = (typeof relations)[number];

const standings = ['current', 'former'] as const;
export type Standing = (typeof standings)[number];

/** One byte, 0 being no relation; the lowest of several is the one to report: current before former, then nearest. */
export function relationCode(relation: Relation, standing: Standing): number {
  return 1 + standings.indexOf(standing) * relations.length + relations.indexOf(relation);
}

export function relationOf(code: number): { readonly relation: Relation; readonly standing: Standing } | undefined {
  const relation = relations[(code - 1) % relations.length];
  const standing = standings[Math.floor((code - 1) / relations.length)];
  return code === 0 || relation === undefined || standing === undefined ? undefined : { relation, standing };
}
