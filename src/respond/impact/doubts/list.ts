import type { ClientBase } from 'pg';
import { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { type Page, pageOf, readCursor } from '#platform/operation';
import { type DataKey, openValue } from '#platform/vault';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { incidentKey } from '../../incident-key.ts';
import { maskContact, maskName } from '../persons/mask.ts';
import { countOf, type CountRow, type Label, labelsOf, seesPersons } from '../persons/rows.ts';
import { rulingPlace } from '../places.ts';
import type { DoubtReason, listDoubts, ListedDoubt, PersonRuling } from './contract.ts';
import { type Pair, pairsFrom } from './pairs.ts';
import { heldIn, type Held } from './rulings.ts';

/** Version of the count and number of the pair. */
const cursor = z.tuple([z.int(), z.int()]);

export interface ListDoubts extends z.infer<typeof listDoubts.query> {
  readonly incident: string;
}
export interface DoubtsPage extends Page<ListedDoubt> {
  readonly count: string;
  readonly version: number;
  readonly total: number;
  readonly isCurrent: boolean;
}

/**
 * Pairs of a count, masked, the most telling first.
 *
 * Errors: `nothing-there`, `role-lacking`, `count-changed` for the next page of a count that was made anew.
 */
export function list(desk: Desk, asker: Asker, input: ListDoubts): Promise<DoubtsPage> {
  const { incident, limit } = input;
  const [version, after] = readCursor(input.cursor, cursor) ?? [undefined, 0];
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, seesPersons);
    const count = await countOf(client, incident, input.count, version);
    const key = await incidentKey(client, desk.master, incident);
    const pairs = await pairsFrom(client, key, count, after + 1, limit + 1);
    const held = await heldIn(client, { incident, compartment: count.compartment, ...entityOf(count) });
    const labels = await labelsFor(
      client,
      key,
      count,
      pairs.map(({ pair }) => pair),
    );
    const { doubts, rulings } = await madeOf(client, count.id);
    const page = pageOf(
      pairs,
      limit,
      ({ number }) => [count.version, number],
      ({ number, pair }) => doubtOf(number, pair, labels, held),
    );
    const isCurrent = held.length === rulings.length && held.every(({ id }) => rulings.includes(id));
    return { ...page, count: count.id, version: count.version, total: doubts, isCurrent };
  });
}

const entityOf = ({ entity_id: entity }: CountRow) => (entity === null ? {} : { entity });

async function madeOf(client: ClientBase, count: string): Promise<{ doubts: number; rulings: readonly string[] }> {
  const { rows } = await client.query<{ doubts: string; rulings: string[] }>(
    'select doubts, rulings from cofferdam.subject_count where id = $1',
    [count],
  );
  return { doubts: Number(rows[0]?.doubts ?? 0), rulings: rows[0]?.rulings ?? [] };
}

/** What the two of a pair are known by: their records, or they themselves. */
export async function labelsFor(
  client: ClientBase,
  key: DataKey,
  count: CountRow,
  pairs: readonly Pair[],
): Promise<(pair: Pair) => readonly [Label, Label]> {
  const numbers = [...new Set(pairs.flatMap(({ labels, persons }) => (labels === null ? persons : [])))];
  const own = numbers.length === 0 ? new Map<number, Label>() : await labelsOf(client, key, count, numbers);
  return ({ labels, persons: [one, two] }) => labels ?? [own.get(one) ?? ['', ''], own.get(two) ?? ['', '']];
}

/** As lists show them. */
export const maskedSide = ([name, contact]: Label) => ({ name: maskName(name), contact: maskContact(contact) });

function doubtOf(
  number: number,
  pair: Pair,
  labels: (pair: Pair) => readonly [Label, Label],
  held: readonly Held[],
): ListedDoubt {
  const [one, two] = labels(pair);
  const ruling = held.find((ruled) => isAbout(ruled, pair));
  return {
    number,
    why: pair.why,
    persons: [...pair.persons],
    one: maskedSide(one),
    two: maskedSide(two),
    ruling: ruling === undefined ? null : { id: ruling.id, same: ruling.same },
  };
}

/** Whether a ruling is on the two records of a pair. */
export function isAbout({ one, two }: Held, { places: [first, second] }: Pair): boolean {
  const equals = (a: readonly number[], b: readonly number[]): boolean => a[0] === b[0] && a[1] === b[1];
  return (equals(one, first) && equals(two, second)) || (equals(one, second) && equals(two, first));
}

interface RulingRow {
  readonly id: string;
  readonly same: boolean;
  readonly why: DoubtReason;
  readonly about: Buffer;
  readonly reason: string;
  readonly ruled_at: Date;
  readonly ruled_by: string;
  readonly ruled_name: string;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly ended_name: string | null;
  readonly unfound: boolean;
}

/** What was decided of persons, those that hold first, newest first. `role-lacking`. */
export function listRuled(desk: Desk, asker: Asker, incident: string): Promise<{ rulings: PersonRuling[] }> {
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, seesPersons);
    const key = await incidentKey(client, desk.master, incident);
    const { rows } = await client.query<RulingRow>(
      `select * from (
         select r.id, r.same, r.why, r.about, r.reason, r.ruled_at, r.ruled_by, a.name as ruled_name, r.ended_at,
           r.ended_by, b.name as ended_name, row_number() over (partition by r.ended_at is null order by r.ruled_at desc) as place,
           r.ended_at is null and exists (
             select from cofferdam.subject_count c
             where c.incident_id = r.incident_id and c.compartment = r.compartment
               and c.entity_id is not distinct from r.entity_id and r.id = any (c.unfound)
           ) as unfound
         from cofferdam.person_ruling r
         join cofferdam.person a on a.id = r.ruled_by
         left join cofferdam.person b on b.id = r.ended_by
         where r.incident_id = $1
       ) r
       where ended_at is null or place <= 500
       order by ended_at is not null, ruled_at desc, id`,
      [incident],
    );
    return { rulings: rows.map((row) => rulingOf(row, key)) };
  });
}

function rulingOf(row: RulingRow, key: DataKey): PersonRuling {
  const [one, two] = JSON.parse(openValue(key, rulingPlace(row.id), row.about).toString()) as [Label, Label];
  const shown = ([name, contact]: Label) => ({ name, contact });
  return {
    id: row.id,
    same: row.same,
    why: row.why,
    one: shown(one),
    two: shown(two),
    reason: row.reason,
    ruledAt: row.ruled_at.toISOString(),
    ruledBy: { id: row.ruled_by, name: row.ruled_name },
    endedAt: row.ended_at?.toISOString() ?? null,
    endedBy: row.ended_by === null ? null : { id: row.ended_by, name: row.ended_name ?? '' },
    unfound: row.unfound,
  };
}
