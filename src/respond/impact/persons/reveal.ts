import type { ClientBase } from 'pg';
import type { z } from 'zod';
import { actorOf, type Asker, record, transact } from '#platform/db';
import { fail } from '#platform/errors';
import { type DataKey, openValue } from '#platform/vault';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { incidentKey } from '../../incident-key.ts';
import type { revealPerson } from '../contract.ts';
import { filePathPlace } from '../places.ts';
import { blockOf } from './write-count.ts';
import { disclose } from './disclose.ts';
import { countOf, labelsOf, seesPersons, type SubjectRow } from './rows.ts';

export interface RevealPerson extends z.infer<typeof revealPerson.body> {
  readonly incident: string;
  readonly count: string;
  readonly number: number;
}
export type Revealed = z.infer<typeof revealPerson.answer>;

/**
 * Name and contact of one person as they are. The log has it before anybody sees them.
 *
 * Errors: `nothing-there`, `role-lacking`, `count-changed`: the number was that of somebody else, perhaps.
 */
export function reveal(desk: Desk, asker: Asker, input: RevealPerson): Promise<Revealed> {
  const { incident, number, reason } = input;
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, seesPersons);
    const count = await countOf(client, incident, input.count, input.version);
    const { rows } = await client.query<SubjectRow>(
      'select * from cofferdam.data_subject where count_id = $1 and version = $2 and block = $3 and number = $4',
      [count.id, count.version, blockOf(number), number],
    );
    const row = rows[0] ?? fail('nothing-there', 'person');
    const key = await incidentKey(client, desk.master, incident);
    const [name, contact] = (await labelsOf(client, key, count, [number])).get(number) ?? ['', ''];
    const first = await firstOf(client, key, incident, row);
    const at = new Date(desk.now());
    const disclosed = await disclose(client, asker, { incident, count, at, reason, number, values: 'revealed' });
    const act = { type: 'person-revealed', person: disclosed.id, reason: disclosed.reason } as const;
    await record(client, { now: desk.now, actor: actorOf(asker), act, place: disclosed.place });
    return { disclosure: disclosed.id, name, contact, first };
  });
}

/** Where the first record is. */
async function firstOf(
  client: ClientBase,
  key: DataKey,
  incident: string,
  { mark, span_start: start, span_end: end }: SubjectRow,
): Promise<Revealed['first']> {
  const file = await fileOfMark(client, key, incident, Number(mark));
  return file === undefined ? null : { ...file, span: { start: Number(start), end: Number(end) } };
}

/** A file by its mark, as far as it is shown to the one who asks. */
export async function fileOfMark(
  client: ClientBase,
  key: DataKey,
  incident: string,
  mark: number,
): Promise<{ readonly run: string; readonly file: number; readonly path: string } | undefined> {
  const { rows } = await client.query<{ run_id: string; number: number; path: Buffer | null }>(
    'select run_id, number, path from cofferdam.inspected_file where incident_id = $1 and mark = $2 order by run_id limit 1',
    [incident, mark],
  );
  const [file] = rows;
  if (file === undefined) return undefined;
  const { run_id: run, number, path } = file;
  return {
    run,
    file: number,
    path: path === null ? '' : openValue(key, filePathPlace(run, number), path).toString(),
  };
}
