import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findEscapes } from './catalogue.ts';
import { cloneDatabase } from './testing/cluster.ts';
import type { TestDatabase } from './testing/cluster.ts';
import { transact } from './transact.ts';

let database: TestDatabase;
let app: Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  app = new Pool({ ...database.app, max: 4 });
  await database.owner.query(
    `insert into cofferdam.person (id, name, mail, installation_role, created_at, disabled_at)
    select * from unnest(
      $1::uuid[], $2::text[], $2::text[],
      array(select case r when 'admin' then 'admin' when 'auditor' then 'auditor' else 'none' end from unnest($2::text[]) r)
        ::cofferdam.installation_role[],
      array_fill(now(), array[cardinality($1::uuid[])]),
      array(select case r when 'disabled' then now() end from unnest($2::text[]) r))`,
    [Object.values(people), Object.keys(people)],
  );
  await openIncident();
});
afterAll(async () => {
  await app.end();
  await database.close();
});

const names = [
  'lead',
  'analyst',
  'counsel',
  'expired',
  'removed',
  'disabled',
  'stranger',
  'admin',
  'auditor',
  'subsidiary',
] as const;
type Name = (typeof names)[number];
const people = Object.fromEntries(names.map((name) => [name, randomUUID()])) as Record<Name, string>;
const [incident, home, abroad] = [randomUUID(), randomUUID(), randomUUID()];

const as = <T>(name: Name, sql: string, values: readonly unknown[] = []): Promise<T[]> =>
  transact(app, { person: people[name] }, async (client) => {
    // As use cases do that let somebody into an incident.
    await client.query(
      `select set_config('cofferdam.colleagues_of', incident_id::text, true) from cofferdam.own_membership
       where incident_id = $1`,
      [incident],
    );
    return (await client.query(sql, [...values])).rows as T[];
  });

const addMember = `
  insert into cofferdam.membership (id, incident_id, person_id, role, compartments, entities, sponsor_id, expires_at, created_at, created_by)
  values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, now(), $8)`;
const state = `
  insert into cofferdam.awareness_statement
    (id, incident_id, compartment, entity_id, step, at, zone, said_by, recorded_at, recorded_by, note)
  values (gen_random_uuid(), $1, $2, $3, 'aware', now(), 'Europe/Berlin', $4, now(), $4, 'a note')`;

/** As people do it: the opener becomes lead and lets the others in. */
async function openIncident(): Promise<void> {
  const { lead } = people;
  await database.owner.query(
    `insert into cofferdam.legal_entity (id, name, country, role, listed, created_at)
     values ($1, 'Home', 'DE', 'controller', false, now()), ($2, 'Abroad', 'FR', 'controller', true, now())`,
    [home, abroad],
  );
  await transact(app, { person: lead }, async (client) => {
    await client.query(
      `insert into cofferdam.incident (id, title, code_name, opened_at, opened_by) values ($1, 'A title', 'Amber', now(), $2)`,
      [incident, lead],
    );
    const all = '{facts,counsel,person-concerned}';
    await client.query(addMember, [incident, lead, 'lead', all, null, null, null, lead]);
  });
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  for (const [name, role, compartments, entities, sponsor, expires] of [
    ['analyst', 'analyst', '{facts}', null, null, null],
    ['counsel', 'legal', '{facts,counsel}', null, null, null],
    ['subsidiary', 'dpo', '{facts}', `{${abroad}}`, null, null],
    ['expired', 'guest', '{facts}', null, lead, soon],
    ['removed', 'analyst', '{facts}', null, null, null],
    ['disabled', 'lead', '{facts}', null, null, null],
  ] as const) {
    await as('lead', addMember, [incident, people[name], role, compartments, entities, sponsor, expires, lead]);
  }
  await as('lead', 'update cofferdam.membership set removed_at = now() where person_id = $1', [people.removed]);
  await as('lead', `update cofferdam.membership set expires_at = now() - interval '1 second' where person_id = $1`, [
    people.expired,
  ]);
  for (const [compartment, entity] of [
    ['facts', null],
    ['facts', home],
    ['facts', abroad],
    ['counsel', null],
    ['person-concerned', null],
  ]) {
    await as('lead', state, [incident, compartment, entity, lead]);
  }
}

test('nothing in the schema escapes row-level security', async () => {
  expect(await findEscapes(database.owner)).toEqual([]);
});

test.each([
  ['create table cofferdam.hole (id int)', 'hole', 'row-level security'],
  [
    'create table cofferdam.hole (incident_id uuid); alter table cofferdam.hole enable row level security, force row level security',
    'hole',
    'compartment',
  ],
  ['create view cofferdam.hole as select * from cofferdam.incident', 'hole', 'owner'],
  ['create materialized view cofferdam.hole as select * from cofferdam.incident', 'hole', 'materialised'],
  [
    'create function cofferdam.hole() returns bigint language sql security definer return (select count(*) from cofferdam.incident)',
    'hole',
    'owner',
  ],
  [
    'create function cofferdam.hole() returns int language sql return 1; grant execute on function cofferdam.hole to public',
    'hole',
    'everybody',
  ],
  ['alter table cofferdam.incident no force row level security', 'incident', 'not forced'],
  ['grant delete on cofferdam.awareness_statement to cofferdam_app', 'awareness_statement', 'delete'],
  ['create table public.hole (id int); grant select on public.hole to cofferdam_worker', 'hole', 'outside'],
])('a planted hole is found: %s', async (sql, name, why) => {
  await database.owner.query('begin');
  try {
    await database.owner.query(sql);
    const found = await findEscapes(database.owner);
    expect(found).toContainEqual({ name, why: expect.stringContaining(why) });
  } finally {
    await database.owner.query('rollback');
  }
});

describe('who sees what', () => {
  test.each<[Name, number, number]>([
    ['lead', 1, 5],
    ['analyst', 1, 3],
    ['counsel', 1, 4],
    ['subsidiary', 1, 2],
    ['expired', 0, 0],
    ['removed', 0, 0],
    ['disabled', 0, 0],
    ['stranger', 0, 0],
    ['admin', 0, 0],
    ['auditor', 0, 0],
  ])('%s: %i incidents, %i statements', async (name, incidents, statements) => {
    expect(await as(name, 'select id from cofferdam.incident')).toHaveLength(incidents);
    expect(await as(name, 'select id from cofferdam.awareness_statement')).toHaveLength(statements);
  });

  test('nobody sees nothing, with or without a person that exists', async () => {
    const none = await app.query('select id from cofferdam.incident');
    expect(none.rows).toEqual([]);
    const ghost = await transact(app, { person: randomUUID() }, (client) =>
      client.query('select id from cofferdam.incident'),
    );
    expect(ghost.rows).toEqual([]);
  });

  test('who asked before is forgotten with his transaction', async () => {
    const one = new Pool({ ...database.app, max: 1 });
    await transact(one, { person: people.lead }, (client) => client.query('select'));
    expect((await one.query('select id from cofferdam.incident')).rows).toEqual([]);
    await expect(
      transact(one, { person: people.lead }, async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect((await one.query('select id from cofferdam.membership')).rows).toEqual([]);
    await one.end();
  });

  test('who pretends to see the members of an incident sees no more of it', async () => {
    const seen = await transact(app, { person: people.stranger }, async (client) => {
      await client.query(`select set_config('cofferdam.colleagues_of', $1, true)`, [incident]);
      return (await client.query('select id from cofferdam.awareness_statement')).rows;
    });
    expect(seen).toEqual([]);
  });
});

describe('what is refused', () => {
  const { lead, analyst, stranger, removed } = people;
  const denied = /row-level security|permission denied/;
  test.each<[string, Name, string, readonly unknown[]]>([
    [
      'a stranger makes himself lead',
      'stranger',
      addMember,
      [incident, stranger, 'lead', '{facts}', null, null, null, stranger],
    ],
    [
      'somebody removed comes back',
      'removed',
      addMember,
      [incident, removed, 'lead', '{facts}', null, null, null, removed],
    ],
    [
      'an analyst adds a member',
      'analyst',
      addMember,
      [incident, stranger, 'analyst', '{facts}', null, null, null, analyst],
    ],
    [
      'an admin adds himself',
      'admin',
      addMember,
      [incident, people.admin, 'lead', '{facts}', null, null, null, people.admin],
    ],
    [
      'a lead adds in the name of another',
      'lead',
      addMember,
      [incident, stranger, 'analyst', '{facts}', null, null, null, analyst],
    ],
    ['an analyst writes for counsel', 'analyst', state, [incident, 'counsel', null, analyst]],
    ['a statement in the name of another', 'analyst', state, [incident, 'facts', null, lead]],
    ['a subsidiary writes for the group', 'subsidiary', state, [incident, 'facts', home, people.subsidiary]],
    ['a statement is changed', 'lead', `update cofferdam.awareness_statement set step = 'aware'`, []],
    ['a statement is deleted', 'lead', 'delete from cofferdam.awareness_statement', []],
    [
      'an incident is opened in the name of another',
      'analyst',
      `insert into cofferdam.incident (id, title, code_name, opened_at, opened_by) values (gen_random_uuid(), 'x', 'Blue', now(), $1)`,
      [lead],
    ],
    [
      'an incident is opened by somebody disabled',
      'disabled',
      `insert into cofferdam.incident (id, title, code_name, opened_at, opened_by) values (gen_random_uuid(), 'x', 'Blue', now(), $1)`,
      [people.disabled],
    ],
    [
      'the opening is dated to another transaction',
      'stranger',
      `update cofferdam.incident set opened_in = pg_current_xact_id()`,
      [],
    ],
    ['somebody makes himself admin', 'stranger', `update cofferdam.person set installation_role = 'admin'`, []],
    ['the migrations are read', 'lead', 'select * from public.cofferdam_migration', []],
    ['a role is taken', 'lead', 'set role cofferdam_owner', []],
  ])('%s', async (_, name, sql, values) => {
    await expect(as(name, sql, values)).rejects.toThrow(denied);
  });

  test('an analyst cannot make himself lead where there is one', async () => {
    await expect(
      as('analyst', `update cofferdam.membership set role = 'lead' where person_id = $1`, [analyst]),
    ).rejects.toThrow(denied);
    expect(await as('lead', 'select role from cofferdam.membership where person_id = $1', [analyst])).toEqual([
      { role: 'analyst' },
    ]);
  });

  test('who opened an incident and is no member of it has no way in later', async () => {
    const own = randomUUID();
    const open = `insert into cofferdam.incident (id, title, code_name, opened_at, opened_by) values ($1, 'x', 'Green', now(), $2)`;
    await as('stranger', open, [own, stranger]);
    expect(await as('stranger', 'select id from cofferdam.incident')).toEqual([]);
    await expect(
      as('stranger', addMember, [own, stranger, 'lead', '{facts}', null, null, null, stranger]),
    ).rejects.toThrow(denied);
  });

  test('a guest without sponsor and end is no guest', async () => {
    await expect(
      as('lead', addMember, [incident, stranger, 'guest', '{facts}', null, null, null, lead]),
    ).rejects.toThrow(/check constraint/);
  });
});
