import { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { type Page, pageOf, readCursor } from '#platform/operation';
import { type DataKey, openValue } from '#platform/vault';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { id } from '../../fields.ts';
import { incidentKey } from '../../incident-key.ts';
import type { ListedFinding, listFindings } from '../contract.ts';
import { findingsPlace } from '../places.ts';
import { shownRun } from './shown-run.ts';
import { wordsFor } from './shown-words.ts';

/** Run, file, element, batch, and how many of the batch were on the page before. */
const cursor = z.tuple([id, z.int(), z.string(), z.int(), z.int().min(0)]);

export interface ListFindings extends z.infer<typeof listFindings.query> {
  readonly incident: string;
}

interface Batch {
  readonly run_id: string;
  readonly evidence_id: string;
  readonly attempt: number;
  readonly file: number;
  readonly element: string;
  readonly seq: number;
  readonly sealed: Buffer;
}
type Kept = Pick<ListedFinding, 'rule' | 'score' | 'span' | 'where' | 'redacted' | 'reasons'>;
type At = z.infer<typeof cursor>;

/**
 * Findings that runs have shown, by run, file, element and place in the text; masked by construction. Names in their places
 * (of a sheet, a field, a part) are somebody's words: whole for those alone who open evidence.
 */
export function findings(
  desk: Desk,
  asker: Asker,
  { incident, evidence, file, element, limit, ...input }: ListFindings,
): Promise<Page<ListedFinding>> {
  const after = readCursor(input.cursor, cursor);
  return transact(desk.pool, asker, async (client) => {
    const { role } = await authorise(client, incident);
    const key = await incidentKey(client, desk.master, incident);
    // A batch has one finding at least, so that as many batches as findings are enough.
    const { rows } = await client.query<Batch>(
      `select f.run_id, r.evidence_id, f.attempt, f.file, f.element, f.seq, f.sealed
       from (${shownRun}) r join cofferdam.finding_batch f on f.run_id = r.id and f.attempt = r.shown_attempt
       where ($3::int is null or f.file = $3) and ($4::text is null or f.element = $4) and length(f.sealed) > 0
         and ($5::uuid is null or (f.run_id, f.file, f.element, f.seq) >= ($5, $6::int, $7::text, $8::int))
       order by f.run_id, f.file, f.element, f.seq limit $9`,
      [incident, evidence, file, element, ...(after?.slice(0, 4) ?? [null, null, null, null]), limit + 1],
    );
    const listed: { readonly at: At; readonly finding: ListedFinding }[] = [];
    for (const batch of rows) {
      if (listed.length > limit) break;
      listed.push(...listedOf(key, batch, after));
    }
    return pageOf(
      listed,
      limit,
      ({ at }) => at,
      ({ finding }) => ({ ...finding, where: placeOf(finding.where, wordsFor(role)) }),
    );
  });
}

/** Numbers, and cells as `B7`, are nobody's words. */
const placeOf = (where: ListedFinding['where'], nameOf: (text: string) => string): ListedFinding['where'] =>
  Object.fromEntries(
    Object.entries(where).map(([step, value]) => [
      step,
      typeof value === 'number' || step === 'cell' ? value : nameOf(value),
    ]),
  );

function listedOf(key: DataKey, batch: Batch, after: At | undefined): { at: At; finding: ListedFinding }[] {
  const { run_id: run, file, element, seq, attempt, sealed, evidence_id: evidence } = batch;
  const place = findingsPlace({ run, attempt, file, element, seq });
  const kept = JSON.parse(openValue(key, place, sealed).toString()) as readonly Kept[];
  const isCut =
    after !== undefined && after[0] === run && after[1] === file && after[2] === element && after[3] === seq;
  const from = isCut ? after[4] : 0;
  return kept.slice(from).map((finding, index) => ({
    at: [run, file, element, seq, from + index + 1],
    finding: { run, evidence, file, element, ...finding },
  }));
}
