import { randomUUID } from 'node:crypto';
import { sealValue } from '#platform/vault';
import { incidentKey } from '#respond';
import { openTestIncident } from '../../../src/respond/testing/desk.ts';
import { openTestServer, type TestServer } from '../../../src/server/testing/server.ts';
import { ask, entity, handIn, type Ids, metadata } from './asking.ts';
import { inspectAll } from './inspect-all.ts';

/**
 * A server with two incidents, both inspected. In `ours` are the attackers: `analyst` sees all of it, `dpo` the facts
 * alone, `legal` one legal entity alone. In `theirs` is none of them. `lead` leads both, so that the address alone decides
 * what he gets, and not the rows that he may see.
 */
export interface Attacked extends TestServer {
  readonly ours: Ids;
  readonly theirs: Ids;
  /** An item of `ours` that is for counsel, and one of another legal entity, each with its run and count. */
  readonly counsel: Ids;
  readonly elsewhere: Ids;
}

/** What is in `theirs` and in the places of `ours` that somebody does not see, and must not come out. */
export const secrets: readonly string[] = ['quillon', 'marbeck', 'takeover'];
const secret = 'name,email\nQuillon Marbeck,quillon@marbeck.example\n';

export async function openAttacked(): Promise<Attacked> {
  const box = await openTestServer();
  const { owner } = box.database;
  await owner.query(
    `insert into cofferdam.legal_entity (id, name, country, role, listed, created_at)
     select id, 'Entity ' || id, 'DE', 'controller', false, now() from unnest($1::uuid[]) as id`,
    [Object.values(entity)],
  );
  const ours = await openTestIncident(box, [
    { name: 'analyst', role: 'analyst' },
    { name: 'dpo', role: 'dpo', compartments: ['facts'] },
    { name: 'legal', role: 'legal' },
    { name: 'comms', role: 'comms' },
  ]);
  const theirs = await openTestIncident(box, [{ name: 'hr', role: 'hr' }]);
  await owner.query(`update cofferdam.incident set title = 'Takeover of Marbeck' where id = $1`, [theirs]);
  await owner.query('update cofferdam.membership set entities = $3 where incident_id = $1 and person_id = $2', [
    ours,
    box.people.legal,
    [entity.own],
  ]);
  const known = 'name,email\nErika Mustermann,erika@example.com\n';
  const items = {
    ours: await handIn(box, ours, { name: 'ours.csv', bytes: known }),
    counsel: await handIn(box, ours, { name: 'marbeck-1.csv', bytes: `${secret}\n`, compartment: 'counsel' }),
    elsewhere: await handIn(box, ours, { name: 'marbeck-2.csv', bytes: `${secret}\n\n`, entity: entity.other }),
    theirs: await handIn(box, theirs, {
      name: 'marbeck-3.csv',
      bytes: `${secret}Quillon Marbeck,qm@marbeck.example\n`,
    }),
  };
  await inspectAll(box);
  const { comms, hr } = box.people;
  return {
    ...box,
    ours: { ...(await around(box, ours, items.ours)), person: comms },
    theirs: { ...(await around(box, theirs, items.theirs)), person: hr },
    counsel: { ...(await around(box, ours, items.counsel)), person: comms },
    elsewhere: { ...(await around(box, ours, items.elsewhere)), person: comms },
  };
}

/** The ids around an item, with an upload in its place that is not finished. */
async function around(box: TestServer, incident: string, evidence: string): Promise<Omit<Ids, 'person'>> {
  const { rows } = await box.database.owner.query<{ run: string; count: string; compartment: string; of: string }>(
    `select r.id as run, c.id as count, e.compartment, e.entity_id as of
     from cofferdam.evidence_item e
     join cofferdam.inspection_run r on r.evidence_id = e.id
     join cofferdam.subject_count c on c.incident_id = e.incident_id and c.compartment = e.compartment
       and c.entity_id is not distinct from e.entity_id
     where e.id = $1`,
    [evidence],
  );
  const [found] = rows;
  if (found === undefined) throw new Error('an item without a run or a count');
  const { run, count, compartment, of } = found;
  const said = { filename: 'marbeck-open.csv', how: 'found', compartment, ...(of !== null && { entity: of }) };
  const session = await box.session('lead');
  const headers = { 'upload-length': '3', 'upload-metadata': metadata(said) };
  const begun = await ask(box, 'upload.begin', { incident }, { session, headers });
  const off = await turnedOff(box, incident);
  const ruling = await ruledOn(box, incident, count);
  return {
    incident,
    evidence,
    run,
    count,
    off,
    ruling,
    upload: String(begun.headers['location']).split('/').at(-1) ?? '',
  };
}

/** A decision on two persons of a count. */
async function ruledOn(box: TestServer, incident: string, count: string): Promise<string> {
  const id = randomUUID();
  const { owner } = box.database;
  const key = await incidentKey(owner, box.desk.master, incident);
  const about = sealValue(key, `person_ruling/${id}`, Buffer.from('[["",""],["",""]]'));
  await owner.query(
    `insert into cofferdam.person_ruling
       (id, incident_id, compartment, entity_id, same, why, one_mark, one_start, two_mark, two_start, about, reason, ruled_at,
        ruled_by)
     select $1, incident_id, compartment, entity_id, true, 'same-name', 1, 1, 2, 2, $2, 'one mailbox', now(), $3
     from cofferdam.subject_count where id = $4`,
    [id, about, box.people.lead, count],
  );
  return id;
}

/** An entry by which a rule is off: of the incident, whoever sees which part of it. */
async function turnedOff(box: TestServer, incident: string): Promise<string> {
  const { rows } = await box.database.owner.query<{ id: string }>(
    `insert into cofferdam.rule_off (id, incident_id, rule, reason, off_at, off_by)
     select id, $1, 'rule-' || id, 'all of them are of the bank itself', now(), $2 from gen_random_uuid() as id returning id`,
    [incident, box.people.lead],
  );
  return rows[0]?.id ?? '';
}
