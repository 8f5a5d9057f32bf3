import type { Block, Preview } from '../contract.ts';
import type { Gathered } from '../gather.ts';
import { impactPart } from './impact.ts';
import { clocksPart, decisionsPart, evidencePart, logPart } from './records.ts';
import { situation } from './situation.ts';

/** Everything that a report says, from what was gathered. Pure: the same facts give the same report. */
export function contentOf(all: Gathered, madeBy: string): Preview {
  const blocks: Block[] = [
    ...situation(all),
    ...impactPart(all),
    ...evidencePart(all),
    ...clocksPart(all),
    ...decisionsPart(all),
    ...logPart(all),
  ];
  return {
    title: `Incident report: ${all.incident.title}`,
    language: 'en',
    organisation: all.organisation,
    madeAt: all.at,
    madeBy,
    blocks,
  };
}
