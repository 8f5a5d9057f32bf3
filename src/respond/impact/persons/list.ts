import { z } from 'zod';
import { type Asker, transact } from '#platform/db';
import { type Page, pageOf, readCursor } from '#platform/operation';
import { authorise } from '../../authorise.ts';
import type { Desk } from '../../desk.ts';
import { incidentKey } from '../../incident-key.ts';
import type { listPersons, MaskedPerson } from '../contract.ts';
import { findPersons } from './find.ts';
import { maskContact, maskName } from './mask.ts';
import {
  countOf,
  elementsOf,
  type Label,
  labelsOf,
  relationOf,
  seesPersons,
  standingOf,
  type SubjectRow,
} from './rows.ts';

/** Version of the count and number of the person. */
const cursor = z.tuple([z.int(), z.int()]);

export interface ListPersons extends z.infer<typeof listPersons.query> {
  readonly incident: string;
}
export interface PersonsPage extends Page<MaskedPerson> {
  readonly count: string;
  readonly version: number;
}

/**
 * Persons of a count, masked, in order of their first record.
 *
 * Errors: `nothing-there`, `role-lacking`, `count-changed` for the next page of a count that was made anew.
 */
export function list(desk: Desk, asker: Asker, input: ListPersons): Promise<PersonsPage> {
  const { incident, limit, from = 1 } = input;
  const [version, after] = readCursor(input.cursor, cursor) ?? [undefined, from - 1];
  return transact(desk.pool, asker, async (client) => {
    await authorise(client, incident, seesPersons);
    const count = await countOf(client, incident, input.count, version);
    const key = await incidentKey(client, desk.master, incident);
    const { relation, country, minor, element } = input;
    const rows = await findPersons(client, count, { relation, country, minor, element, after, limit: limit + 1 });
    const labels = await labelsOf(
      client,
      key,
      count,
      rows.map(({ number }) => number),
    );
    const page = pageOf(
      rows,
      limit,
      (row) => [count.version, row.number],
      (row) => maskedOf(row, labels.get(row.number)),
    );
    return { ...page, count: count.id, version: count.version };
  });
}

function maskedOf(row: SubjectRow, [name, contact]: Label = ['', '']): MaskedPerson {
  const { number, country, minor, records, files } = row;
  return {
    number,
    name: maskName(name),
    contact: maskContact(contact),
    relation: relationOf(row),
    standing: standingOf(row),
    country,
    minor,
    records,
    files,
    elements: elementsOf(row),
  };
}
