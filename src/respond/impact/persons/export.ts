import type { z } from 'zod';
import { actorOf, type Asker, logText, record, transact } from '#platform/db';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { incidentKey } from '../../incident-key.ts';
import type { exportPersons } from '../contract.ts';
import { csvLine } from './csv.ts';
import { disclose } from './disclose.ts';
import { maskContact, maskName } from './mask.ts';
import {
  type CountRow,
  countOf,
  elementsOf,
  type Label,
  labelsOf,
  relationOf,
  seesPersons,
  standingOf,
  type SubjectRow,
} from './rows.ts';

export interface ExportPersons extends z.infer<typeof exportPersons.body> {
  readonly incident: string;
  readonly count: string;
}

const columns = [
  'person',
  'name',
  'contact',
  'relation',
  'standing',
  'country',
  'minor',
  'records',
  'files',
  'elements',
  'for',
  'mark',
];
/** Rows read at once: whole blocks of labels. */
const atOnce = 1024;

/**
 * The list of persons as lines of CSV, each with its recipient and the mark by which the log names the list: a copy that
 * turns up somewhere tells whose it was. The log has it before the first line is handed out; who asks is looked at again
 * for every thousand lines, so that nobody gets the rest of a list who was taken out meanwhile.
 *
 * Errors: `nothing-there`, `role-lacking`, `count-changed`, also while the lines are read.
 */
export async function exportList(
  desk: Desk,
  asker: Asker,
  input: ExportPersons,
): Promise<{ readonly mark: string; readonly lines: AsyncGenerator<string> }> {
  const { incident, reason, recipient, values } = input;
  const { mark, count } = await transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, seesPersons);
    const count = await countOf(client, incident, input.count, input.version);
    const at = new Date(desk.now());
    const disclosed = await disclose(client, asker, { incident, count, at, reason, recipient, values });
    const act = {
      type: 'persons-exported',
      persons: Number(count.possible),
      recipient: await logText(client, recipient, disclosed.place),
      mark: disclosed.id,
      reason: disclosed.reason,
    } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place: disclosed.place });
    return { mark: disclosed.id, count };
  });
  return { mark, lines: linesOf(desk, asker, input, count, mark) };
}

async function* linesOf(
  desk: Desk,
  asker: Asker,
  { incident, recipient, values }: ExportPersons,
  count: CountRow,
  mark: string,
): AsyncGenerator<string> {
  yield csvLine(columns);
  for (let after = 0; after < Number(count.possible); after += atOnce) {
    const { rows, labels } = await pageAfter(desk, asker, incident, count, after);
    yield rows.map((row) => csvLine([...cellsOf(row, labels.get(row.number), values), recipient, mark])).join('');
  }
}

function pageAfter(
  desk: Desk,
  asker: Asker,
  incident: string,
  count: CountRow,
  after: number,
): Promise<{ rows: readonly SubjectRow[]; labels: ReadonlyMap<number, Label> }> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, seesPersons);
    await countOf(client, incident, count.id, count.version);
    const key = await incidentKey(client, desk.master, incident);
    const { rows } = await client.query<SubjectRow>(
      `select * from cofferdam.data_subject
       where count_id = $1 and version = $2 and block >= $3::int / 256 and block < $4::int / 256 order by block, number`,
      [count.id, count.version, after, after + atOnce],
    );
    const numbers = rows.map(({ number }) => number);
    return { rows, labels: await labelsOf(client, key, count, numbers) };
  });
}

function cellsOf(row: SubjectRow, [name, contact]: Label = ['', ''], values: 'masked' | 'revealed'): string[] {
  return [
    String(row.number),
    values === 'revealed' ? name : maskName(name),
    values === 'revealed' ? contact : maskContact(contact),
    relationOf(row),
    standingOf(row) ?? '',
    row.country ?? '',
    row.minor === null ? '' : row.minor ? 'yes' : 'no',
    String(row.records),
    String(row.files),
    elementsOf(row).join(' '),
  ];
}
